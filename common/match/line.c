/* SPDX-License-Identifier: MIT */
#include "line.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "../base/text.h"
#include "eval.h"

/* One line held to one pattern, piece by piece; section.c tells how it is used. */

bool matcher_out_of_steps(struct matcher *matcher)
{
	return ++matcher->steps > matcher->most_steps;
}

int spot_within(const struct spot *spot)
{
	for (const struct pattern *at = spot->gap; at && at != spot->pattern; at = at->next)
		if (at->kind == PATTERN_TIMES)
			return spot->from;
	return -1;
}

/* Does the pattern name the piece's capture once more? */
static bool is_repeated(const struct pattern *pattern, const struct piece *piece)
{
	int count = 0;

	for (const struct piece *at = pattern->pieces; at; at = at->next)
		count += at->name && strcmp(at->name, piece->name) == 0;
	return count > 1;
}

char *pattern_with_values(const struct lab_evidence *evidence,
	const struct performed *performed, const struct pattern *pattern,
	const struct line *unsure)
{
	char *text = pool_copy(evidence->pool, "", 0);
	struct scope scope = {.evidence = evidence, .performed = performed};

	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		const struct value *value =
			piece->name ? performed_find(performed, piece->name) : NULL;
		bool known = value &&
			(!unsure || value->line != unsure || is_repeated(pattern, piece));
		const char *shown = piece->text;
		struct quantity quantity;
		struct blocked blocked;

		if (known)
			shown = value->word
				? value->word
				: number_text(evidence->pool, value->number, value->hex);
		else if (piece->expr && evaluate(piece->expr, &scope, &quantity, &blocked))
			shown = number_text(evidence->pool, quantity.value, quantity.hex);
		text = pool_printf(evidence->pool, "%s%s", text, shown);
	}
	return text;
}

/* Is the text that was made for the failure before still the right one? */
static bool same_text(const struct matcher *matcher, const struct pattern *pattern,
	const struct line *line)
{
	return matcher->best.expected && matcher->best.pattern == pattern &&
		matcher->best.line == line &&
		matcher->best_count == matcher->performed->count;
}

/* Keeps the failure if it came further than every one before. */
bool matcher_note(struct matcher *matcher, enum mismatch_kind kind,
	const struct pattern *pattern, const struct line *line, int depth, long reach)
{
	const char *expected = matcher->best.expected;

	if (depth < matcher->best_depth ||
		(depth == matcher->best_depth && reach <= matcher->best_reach))
		return false;
	if (!same_text(matcher, pattern, line))
		expected = pattern
			? pattern_with_values(matcher->evidence, matcher->performed,
				  pattern, matcher->whole ? NULL : line)
			: NULL;
	matcher->best_depth = depth;
	matcher->best_reach = reach;
	matcher->best_count = matcher->performed->count;
	matcher->best = (struct mismatch){
		.kind = kind,
		.pattern = pattern,
		.expected = expected,
		.line = line,
		.close = pattern && pattern->pieces && reach > 0 &&
			(size_t)reach >= pattern->pieces->length,
	};
	return true;
}

static void note_reach(struct matcher *matcher, const struct spot *spot, const char *at)
{
	if (matcher->captures)
		matcher_note(matcher, MISMATCH_MISSING, spot->pattern,
			&matcher->lines->at[spot->line], spot->depth, at - spot->start);
}

static bool match_pieces(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot);

static bool match_text(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	size_t left = (size_t)(spot->end - at);

	if (left < piece->length || memcmp(at, piece->text, piece->length) != 0)
		return false;
	return match_pieces(matcher, piece->next, at + piece->length, spot);
}

static bool match_blank(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	const char *rest = at;

	while (rest < spot->end && text_is_blank(*rest))
		rest++;
	return rest > at && match_pieces(matcher, piece->next, rest, spot);
}

/* A number is captured whole: "..." before it does not end in the middle of one. */
static bool splits_number(const struct piece *next, const char *at, const struct spot *spot)
{
	if (!next ||
		(next->kind != PIECE_NUMBER && next->kind != PIECE_HEX &&
			next->kind != PIECE_VALUE))
		return false;
	return at > spot->start && (isalnum((unsigned char)at[-1]) || at[-1] == '_');
}

static bool match_any(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	const struct memo_place place = {.pattern = spot->pattern,
		.what = piece,
		.line = spot->of_writes ? -2 - spot->line : spot->line,
		.within = spot_within(spot),
		.at = at - spot->start,
		.onward = true,
		.until = LONG_MAX};

	if (matcher->memo && memo_has_failed(matcher->memo, &place))
		return false;
	for (; at <= spot->end; at++)
		if (!splits_number(piece->next, at, spot) &&
			match_pieces(matcher, piece->next, at, spot))
			return true;
	if (matcher->memo)
		memo_note(matcher->memo, &place);
	return false;
}

/* Another value than the expected one stands at `at`; the more they share, the closer. */
static bool miss_value(struct matcher *matcher, const char *at, number expected, bool hex,
	const struct spot *spot)
{
	const char *text = number_text(matcher->evidence->pool, expected, hex);

	while (*text && at < spot->end && *at == *text) {
		at++;
		text++;
	}
	note_reach(matcher, spot, at);
	return false;
}

/* Goes on with the rest of the line if the value is the one that is known already. */
static bool match_known(struct matcher *matcher, const struct piece *piece,
	const struct value *known, const struct value *value, const char *at, size_t used,
	const struct spot *spot)
{
	bool equal = value->word ? known->word && strcmp(known->word, value->word) == 0
				 : !known->word && known->number == value->number;

	if (!equal && !known->word)
		return miss_value(matcher, at, known->number, known->hex, spot);
	return equal && match_pieces(matcher, piece->next, at + used, spot);
}

/* Goes on with the rest of the line with `name` bound to `value`, or compares it. */
static bool match_captured(struct matcher *matcher, const struct piece *piece,
	const struct value *value, const char *at, size_t used, const struct spot *spot)
{
	const struct value *known = performed_find(matcher->performed, piece->name);
	int count = matcher->performed->count;

	if (known)
		return match_known(matcher, piece, known, value, at, used, spot);
	if (matcher->captures)
		performed_bind(
			matcher->evidence->pool, matcher->performed, piece->name, value);
	if (match_pieces(matcher, piece->next, at + used, spot))
		return true;
	matcher->performed->count = count;
	return false;
}

static bool match_number(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	struct value value = {
		.channel = matcher->channel, .line = &matcher->lines->at[spot->line]};
	size_t used = number_read(at, (size_t)(spot->end - at), &value.number, &value.hex);

	return used && match_captured(matcher, piece, &value, at, used, spot);
}

static bool match_hex(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	struct value value = {.channel = matcher->channel,
		.line = &matcher->lines->at[spot->line],
		.hex = true};
	size_t used = number_read_hex(at, (size_t)(spot->end - at), &value.number);

	return used && match_captured(matcher, piece, &value, at, used, spot);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_.$@-", c));
}

static bool match_word(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	struct value value = {
		.channel = matcher->channel, .line = &matcher->lines->at[spot->line]};
	const char *rest = at;

	while (rest < spot->end && is_word(*rest))
		rest++;
	value.word = pool_copy(matcher->evidence->pool, at, (size_t)(rest - at));
	return rest > at &&
		match_captured(matcher, piece, &value, at, (size_t)(rest - at), spot);
}

/* A pattern that cannot be computed decides nothing, not even that a line is absent. */
void matcher_block(struct matcher *matcher, const struct pattern *pattern,
	const struct line *line, const struct blocked *blocked)
{
	if (matcher->blocked)
		return;
	matcher->blocked = pool_alloc(matcher->evidence->pool, sizeof *blocked);
	*matcher->blocked = *blocked;
	matcher->blocked_at = pattern;
	matcher->blocked_line = line;
}

static bool match_value(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	struct scope scope = {
		.evidence = matcher->evidence, .performed = matcher->performed};
	struct quantity expected;
	struct blocked blocked;
	number found;
	bool hex;
	size_t used = number_read(at, (size_t)(spot->end - at), &found, &hex);

	if (!evaluate(piece->expr, &scope, &expected, &blocked)) {
		matcher_block(
			matcher, spot->pattern, &matcher->lines->at[spot->line], &blocked);
		return false;
	}
	if (used && found != expected.value)
		return miss_value(matcher, at, expected.value, expected.hex, spot);
	return used && match_pieces(matcher, piece->next, at + used, spot);
}

static bool match_pieces(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	if (matcher_out_of_steps(matcher))
		return false;
	note_reach(matcher, spot, at);
	if (!piece) {
		while (at < spot->end && text_is_blank(*at))
			at++;
		return at == spot->end && matcher->after(matcher, spot);
	}
	switch (piece->kind) {
	case PIECE_TEXT: return match_text(matcher, piece, at, spot);
	case PIECE_BLANK: return match_blank(matcher, piece, at, spot);
	case PIECE_ANY: return match_any(matcher, piece, at, spot);
	case PIECE_NUMBER: return match_number(matcher, piece, at, spot);
	case PIECE_HEX: return match_hex(matcher, piece, at, spot);
	case PIECE_WORD: return match_word(matcher, piece, at, spot);
	case PIECE_VALUE: return match_value(matcher, piece, at, spot);
	}
	return false;
}

/* Tries the spot's pattern on a text; leading blanks do not count. */
static bool match_text_of(
	struct matcher *matcher, struct spot *spot, const struct line *line)
{
	spot->start = line->text;
	spot->end = line->text + line->length;
	while (spot->start < spot->end && text_is_blank(*spot->start))
		spot->start++;
	return match_pieces(matcher, spot->pattern->pieces, spot->start, spot);
}

bool match_line(struct matcher *matcher, struct spot *spot)
{
	const struct line *writes = matcher->writes ? &matcher->writes[spot->line] : NULL;
	bool found = match_text_of(matcher, spot, &matcher->lines->at[spot->line]);

	if (found || !writes || !writes->text)
		return found;
	spot->of_writes = true;
	found = match_text_of(matcher, spot, writes);
	spot->of_writes = false;
	return found;
}
