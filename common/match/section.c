/* SPDX-License-Identifier: MIT */
#include "section.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "eval.h"

/*
 * Theory of operation
 *
 * A section is matched by trying. The first line that fits a pattern need not be the right
 * one: "mmap(NULL, $len, ...) = $base" fits a mapping of the dynamic loader, and only the
 * following "munmap($base, $len)" shows that another one was meant. So whenever a later
 * pattern fails, the captures made since are taken back and the next possibility is tried:
 * another length of "...", another line.
 *
 * The functions call each other with what is still to be done: match_pieces walks along one
 * line, and when the pattern is used up it calls the matcher's `after`, which goes on with
 * the next pattern. A result of true therefore means that everything behind matched too.
 *
 * All of this is bounded by a number of steps, so that no output, however contrived, keeps
 * the harness busy. Reaching the bound is an error of the expected file, never a verdict.
 */

enum { MOST_STEPS = 2000000, BEYOND_ANY_LINE = 1 << 30 };

struct spot;

struct matcher {
	struct stage *stage;
	struct scene *scene;
	enum channel channel;
	const struct lines *lines;
	bool (*after)(struct matcher *matcher, const struct spot *spot);
	bool captures; /* false while a forbidden or counted pattern is tried */
	long steps;
	struct mismatch best; /* the failure that was reached last */
	int best_depth;       /* how many patterns had matched by then */
	long best_reach;      /* and how many bytes of the line */
	int best_count;       /* and how many names had values */
	struct blocked *blocked; /* the first expression without a value */
	const struct pattern *blocked_at;
	const struct line *blocked_line;
};

/* A pattern being held to a line. */
struct spot {
	const struct pattern *gap; /* the forbidden and counted patterns before it */
	const struct pattern *pattern;
	int from;  /* the first line of the gap */
	int line;  /* index of the line */
	int depth; /* patterns matched before this one */
	const char *start;
	const char *end;
};

static bool out_of_steps(struct matcher *matcher)
{
	return ++matcher->steps > MOST_STEPS;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

char *pattern_with_values(
	const struct stage *stage, const struct scene *scene, const struct pattern *pattern)
{
	char *text = pool_copy(stage->pool, "", 0);
	struct scope scope = {.stage = stage, .scene = scene};

	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		const struct value *value =
			piece->name ? scene_find(scene, piece->name) : NULL;
		const char *shown = piece->text;
		struct quantity quantity;
		struct blocked blocked;

		if (value)
			shown = value->word ? value->word
					    : number_text(stage->pool, value->number, value->hex);
		else if (piece->expr && evaluate(piece->expr, &scope, &quantity, &blocked))
			shown = number_text(stage->pool, quantity.value, quantity.hex);
		text = pool_printf(stage->pool, "%s%s", text, shown);
	}
	return text;
}

/* Is the text that was made for the failure before still the right one? */
static bool same_text(const struct matcher *matcher, const struct pattern *pattern,
	const struct line *line)
{
	return matcher->best.expected && matcher->best.pattern == pattern &&
		matcher->best.line == line && matcher->best_count == matcher->scene->count;
}

/* Keeps the failure if it came further than every one before. */
static bool note(struct matcher *matcher, enum mismatch_kind kind,
	const struct pattern *pattern, const struct line *line, int depth, long reach)
{
	const char *expected = matcher->best.expected;

	if (depth < matcher->best_depth ||
		(depth == matcher->best_depth && reach <= matcher->best_reach))
		return false;
	if (!same_text(matcher, pattern, line))
		expected = pattern
			? pattern_with_values(matcher->stage, matcher->scene, pattern)
			: NULL;
	matcher->best_depth = depth;
	matcher->best_reach = reach;
	matcher->best_count = matcher->scene->count;
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
		note(matcher, MISMATCH_MISSING, spot->pattern,
			&matcher->lines->at[spot->line], spot->depth, at - spot->start);
}

static bool match_pieces(struct matcher *matcher, const struct piece *piece,
	const char *at, const struct spot *spot);

static bool match_text(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	size_t left = (size_t)(spot->end - at);

	if (left < piece->length || memcmp(at, piece->text, piece->length) != 0)
		return false;
	return match_pieces(matcher, piece->next, at + piece->length, spot);
}

static bool match_blank(struct matcher *matcher, const struct piece *piece,
	const char *at, const struct spot *spot)
{
	const char *rest = at;

	while (rest < spot->end && is_blank(*rest))
		rest++;
	return rest > at && match_pieces(matcher, piece->next, rest, spot);
}

/* A number is captured whole: "..." before it does not end in the middle of one. */
static bool splits_number(const struct piece *next, const char *at, const struct spot *spot)
{
	if (!next || (next->kind != PIECE_NUMBER && next->kind != PIECE_VALUE))
		return false;
	return at > spot->start && (isalnum((unsigned char)at[-1]) || at[-1] == '_');
}

static bool match_any(struct matcher *matcher, const struct piece *piece, const char *at,
	const struct spot *spot)
{
	for (; at <= spot->end; at++)
		if (!splits_number(piece->next, at, spot) &&
			match_pieces(matcher, piece->next, at, spot))
			return true;
	return false;
}

/* Another value than the expected one stands at `at`; the more they share, the closer. */
static bool miss_value(struct matcher *matcher, const char *at, number expected, bool hex,
	const struct spot *spot)
{
	const char *text = number_text(matcher->stage->pool, expected, hex);

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
	const struct value *known = scene_find(matcher->scene, piece->name);
	int count = matcher->scene->count;

	if (known)
		return match_known(matcher, piece, known, value, at, used, spot);
	if (matcher->captures)
		scene_bind(matcher->stage->pool, matcher->scene, piece->name, value);
	if (match_pieces(matcher, piece->next, at + used, spot))
		return true;
	matcher->scene->count = count;
	return false;
}

static bool match_number(struct matcher *matcher, const struct piece *piece,
	const char *at, const struct spot *spot)
{
	struct value value = {
		.channel = matcher->channel, .line = &matcher->lines->at[spot->line]};
	size_t used = number_read(at, (size_t)(spot->end - at), &value.number, &value.hex);

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
	value.word = pool_copy(matcher->stage->pool, at, (size_t)(rest - at));
	return rest > at && match_captured(matcher, piece, &value, at, (size_t)(rest - at), spot);
}

/* A pattern that cannot be computed decides nothing, not even that a line is absent. */
static void block(struct matcher *matcher, const struct pattern *pattern,
	const struct line *line, const struct blocked *blocked)
{
	if (matcher->blocked)
		return;
	matcher->blocked = pool_alloc(matcher->stage->pool, sizeof *blocked);
	*matcher->blocked = *blocked;
	matcher->blocked_at = pattern;
	matcher->blocked_line = line;
}

static bool match_value(struct matcher *matcher, const struct piece *piece,
	const char *at, const struct spot *spot)
{
	struct scope scope = {.stage = matcher->stage, .scene = matcher->scene};
	struct quantity expected;
	struct blocked blocked;
	number found;
	bool hex;
	size_t used = number_read(at, (size_t)(spot->end - at), &found, &hex);

	if (!evaluate(piece->expr, &scope, &expected, &blocked)) {
		block(matcher, spot->pattern, &matcher->lines->at[spot->line], &blocked);
		return false;
	}
	if (used && found != expected.value)
		return miss_value(matcher, at, expected.value, expected.hex, spot);
	return used && match_pieces(matcher, piece->next, at + used, spot);
}

static bool match_pieces(struct matcher *matcher, const struct piece *piece,
	const char *at, const struct spot *spot)
{
	if (out_of_steps(matcher))
		return false;
	note_reach(matcher, spot, at);
	if (!piece) {
		while (at < spot->end && is_blank(*at))
			at++;
		return at == spot->end && matcher->after(matcher, spot);
	}
	switch (piece->kind) {
	case PIECE_TEXT: return match_text(matcher, piece, at, spot);
	case PIECE_BLANK: return match_blank(matcher, piece, at, spot);
	case PIECE_ANY: return match_any(matcher, piece, at, spot);
	case PIECE_NUMBER: return match_number(matcher, piece, at, spot);
	case PIECE_WORD: return match_word(matcher, piece, at, spot);
	case PIECE_VALUE: return match_value(matcher, piece, at, spot);
	}
	return false;
}

/* Tries the spot's pattern on the spot's line; leading blanks do not count. */
static bool match_line(struct matcher *matcher, struct spot *spot)
{
	const struct line *line = &matcher->lines->at[spot->line];

	spot->start = line->text;
	spot->end = line->text + line->length;
	while (spot->start < spot->end && is_blank(*spot->start))
		spot->start++;
	return match_pieces(matcher, spot->pattern->pieces, spot->start, spot);
}

static bool accept(struct matcher *matcher, const struct spot *spot)
{
	(void)matcher;
	(void)spot;
	return true;
}

/* Does the pattern, tried for itself, fit this line? It captures nothing. */
static bool fits(struct matcher *matcher, const struct pattern *pattern, int line)
{
	struct matcher trial = *matcher;
	struct spot spot = {.pattern = pattern, .line = line};
	bool found;

	trial.after = accept;
	trial.captures = false;
	found = match_line(&trial, &spot);
	matcher->steps = trial.steps;
	matcher->blocked = trial.blocked;
	matcher->blocked_at = trial.blocked_at;
	matcher->blocked_line = trial.blocked_line;
	return found;
}

/* How many lines of [from, to) fit; `*first` is the first of them. */
static int count_fits(struct matcher *matcher, const struct pattern *pattern, int from,
	int to, const struct line **first)
{
	int count = 0;

	for (int i = from; i < to; i++) {
		if (!fits(matcher, pattern, i))
			continue;
		if (count++ == 0)
			*first = &matcher->lines->at[i];
	}
	return count;
}

static bool count_is_right(struct matcher *matcher, const struct pattern *pattern, int count)
{
	struct scope scope = {.stage = matcher->stage, .scene = matcher->scene};
	struct quantity wanted = {0};
	struct blocked blocked;

	if (evaluate(pattern->times, &scope, &wanted, &blocked))
		return count == wanted.value;
	block(matcher, pattern, NULL, &blocked);
	return false;
}

/* Do the counted patterns from `gap` on hold for the lines [from, to)? */
static bool counts_hold(struct matcher *matcher, const struct pattern *gap, int from, int to,
	int depth)
{
	for (; gap && gap->kind != PATTERN_LINE; gap = gap->next) {
		const struct line *first = NULL;
		int count;

		if (gap->kind != PATTERN_TIMES)
			continue;
		count = count_fits(matcher, gap, from, to, &first);
		if (count_is_right(matcher, gap, count))
			continue;
		if (note(matcher, MISMATCH_COUNT, gap, first, depth, BEYOND_ANY_LINE))
			matcher->best.counted = count;
		return false;
	}
	return true;
}

/* The pattern from `gap` on that forbids the line; NULL when none does. */
static const struct pattern *forbidding(
	struct matcher *matcher, const struct pattern *gap, int line)
{
	for (; gap && gap->kind != PATTERN_LINE; gap = gap->next)
		if (gap->kind == PATTERN_FORBID && fits(matcher, gap, line))
			return gap;
	return NULL;
}

/*
 * A forbidden line was met at `spot`. It is what is wrong if the line that was looked for
 * comes after it; otherwise that one is missing, and was noted as such.
 */
static void note_forbidden(
	struct matcher *matcher, const struct pattern *forbid, const struct spot *spot)
{
	const struct line *first = NULL;

	if (!spot->pattern || count_fits(matcher, spot->pattern, spot->line + 1,
				      matcher->lines->count, &first) > 0)
		note(matcher, MISMATCH_FORBIDDEN, forbid, &matcher->lines->at[spot->line],
			spot->depth, BEYOND_ANY_LINE);
}

/* Matches the patterns from `gap` on as a subsequence of the lines from `from` on. */
static bool match_subsequence(
	struct matcher *matcher, const struct pattern *gap, int from, int depth)
{
	struct spot spot = {.gap = gap, .pattern = gap, .from = from, .depth = depth};

	while (spot.pattern && spot.pattern->kind != PATTERN_LINE)
		spot.pattern = spot.pattern->next;
	if (spot.pattern)
		note(matcher, MISMATCH_MISSING, spot.pattern, NULL, depth, -1);
	for (spot.line = from; spot.line < matcher->lines->count; spot.line++) {
		const struct pattern *forbid;

		if (spot.pattern && match_line(matcher, &spot))
			return true;
		forbid = forbidding(matcher, gap, spot.line);
		if (forbid) { /* it would stay there, whichever line comes next */
			note_forbidden(matcher, forbid, &spot);
			return false;
		}
	}
	return !spot.pattern && counts_hold(matcher, gap, from, spot.line, depth);
}

static bool after_subsequence_line(struct matcher *matcher, const struct spot *spot)
{
	return counts_hold(matcher, spot->gap, spot->from, spot->line, spot->depth) &&
		match_subsequence(
			matcher, spot->pattern->next, spot->line + 1, spot->depth + 1);
}

/* Matches the patterns to all lines from `line` on, one to one; "..." stands for any. */
static bool match_whole(
	struct matcher *matcher, const struct pattern *pattern, int line, int depth)
{
	struct spot spot = {.pattern = pattern, .depth = depth, .line = line};

	if (out_of_steps(matcher))
		return false;
	if (!pattern) {
		if (line < matcher->lines->count)
			note(matcher, MISMATCH_EXTRA, NULL, &matcher->lines->at[line], depth,
				0);
		return line == matcher->lines->count;
	}
	if (pattern->kind == PATTERN_SKIP) {
		for (int i = line; i <= matcher->lines->count; i++)
			if (match_whole(matcher, pattern->next, i, depth + 1))
				return true;
		return false;
	}
	if (line == matcher->lines->count)
		note(matcher, MISMATCH_MISSING, pattern, NULL, depth, 0);
	return line < matcher->lines->count && match_line(matcher, &spot);
}

static bool after_whole_line(struct matcher *matcher, const struct spot *spot)
{
	return match_whole(matcher, spot->pattern->next, spot->line + 1, spot->depth + 1);
}

/* Empty lines of an output do not count; each line that is left keeps its number. */
static struct lines without_blank_lines(struct pool *pool, const struct lines *lines)
{
	struct lines kept = {0};

	kept.at = pool_alloc(pool, (size_t)lines->count * sizeof *kept.at);
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		size_t blanks = 0;

		while (blanks < line->length && is_blank(line->text[blanks]))
			blanks++;
		if (blanks < line->length)
			kept.at[kept.count++] = *line;
	}
	return kept;
}

bool match_section(struct stage *stage, struct scene *scene, const struct item *section,
	const struct lines *lines, struct mismatch *mismatch)
{
	bool whole = section->channel != CHANNEL_SYSCALLS;
	struct lines kept = whole ? without_blank_lines(stage->pool, lines) : *lines;
	struct matcher matcher = {
		.stage = stage,
		.scene = scene,
		.channel = section->channel,
		.lines = &kept,
		.after = whole ? after_whole_line : after_subsequence_line,
		.captures = true,
		.best_depth = -1,
	};
	int count = scene->count;
	bool found = whole ? match_whole(&matcher, section->patterns, 0, 0)
			   : match_subsequence(&matcher, section->patterns, 0, 0);

	*mismatch = matcher.best;
	if (matcher.blocked)
		*mismatch = (struct mismatch){.kind = MISMATCH_BLOCKED,
			.pattern = matcher.blocked_at,
			.line = matcher.blocked_line,
			.expected = pattern_with_values(stage, scene, matcher.blocked_at),
			.blocked = matcher.blocked};
	if (matcher.steps > MOST_STEPS)
		*mismatch = (struct mismatch){.kind = MISMATCH_GAVE_UP};
	found = found && !matcher.blocked && matcher.steps <= MOST_STEPS;
	if (!found)
		scene->count = count;
	return found;
}
