/* SPDX-License-Identifier: MIT */
#include "pattern.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "messages.h"

struct builder {
	struct pool *pool;
	struct err *err;
	struct piece **last;
};

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct piece *add_piece(
	struct builder *builder, enum piece_kind kind, const char *text, size_t length)
{
	struct piece *piece = pool_alloc(builder->pool, sizeof *piece);

	piece->kind = kind;
	piece->text = pool_copy(builder->pool, text, length);
	piece->length = length;
	*builder->last = piece;
	builder->last = &piece->next;
	return piece;
}

/* The end of "$(…)" at `at`, which is behind the opening parenthesis; NULL if unclosed. */
static const char *closing_parenthesis(const char *at)
{
	int depth = 1;

	for (; *at; at++) {
		depth += (*at == '(') - (*at == ')');
		if (depth == 0)
			return at;
	}
	return NULL;
}

static const char *add_value(struct builder *builder, const char *dollar)
{
	const char *start = dollar + 2;
	const char *end = closing_parenthesis(start);
	struct piece *piece;

	if (!end) {
		err_set(builder->err, M_PATTERN_UNCLOSED, dollar);
		return NULL;
	}
	piece = add_piece(builder, PIECE_VALUE, dollar, (size_t)(end + 1 - dollar));
	piece->expr = expr_parse(builder->pool,
		pool_copy(builder->pool, start, (size_t)(end - start)), builder->err);
	return piece->expr ? end + 1 : NULL;
}

/* Does the text begin with this ending of a capture, and not with a longer word? */
static bool is_ending(const char *text, const char *ending)
{
	return text_starts(text, ending) && !is_name(text[strlen(ending)]);
}

static const char *add_capture(struct builder *builder, const char *dollar)
{
	static const char word[] = ":word";
	static const char hex[] = ":hex";
	const char *end = dollar + 1;
	enum piece_kind kind = PIECE_NUMBER;
	struct piece *piece;
	size_t name_length;

	while (is_name(*end))
		end++;
	name_length = (size_t)(end - dollar - 1);
	if (is_ending(end, word)) {
		kind = PIECE_WORD;
		end += strlen(word);
	} else if (is_ending(end, hex)) {
		kind = PIECE_HEX;
		end += strlen(hex);
	}
	piece = add_piece(builder, kind, dollar, (size_t)(end - dollar));
	piece->name = pool_copy(builder->pool, dollar + 1, name_length);
	return end;
}

/* What follows a dollar: a name, an expression, or "$$" and "$#" for the sign itself. */
static const char *add_dollar(struct builder *builder, const char *dollar)
{
	if (dollar[1] == '$' || dollar[1] == '#') {
		add_piece(builder, PIECE_TEXT, dollar + 1, 1);
		return dollar + 2;
	}
	if (dollar[1] == '(')
		return add_value(builder, dollar);
	if (isalpha((unsigned char)dollar[1]) || dollar[1] == '_')
		return add_capture(builder, dollar);
	err_set(builder->err, M_PATTERN_DOLLAR, dollar);
	return NULL;
}

static const char *add_text(struct builder *builder, const char *at)
{
	const char *end = at;

	while (*end && !text_is_blank(*end) && *end != '$' && !text_starts(end, "..."))
		end++;
	add_piece(builder, PIECE_TEXT, at, (size_t)(end - at));
	return end;
}

static const char *add_blanks(struct builder *builder, const char *at)
{
	while (text_is_blank(*at))
		at++;
	add_piece(builder, PIECE_BLANK, " ", 1);
	return at;
}

static int add_pieces(struct builder *builder, const char *at)
{
	while (at && *at) {
		if (text_is_blank(*at)) {
			at = add_blanks(builder, at);
		} else if (text_starts(at, "...")) {
			add_piece(builder, PIECE_ANY, at, 3);
			while (text_starts(
				at, "...")) /* any text and any text is any text */
				at += 3;
		} else if (*at == '$') {
			at = add_dollar(builder, at);
		} else {
			at = add_text(builder, at);
		}
	}
	return at ? 0 : -1;
}

/*
 * The count of "N times: …" or "$(expr) times: …". Returns what follows the colon, `at`
 * itself when the line is not of this form, NULL on an error.
 */
static const char *read_times(
	struct pool *pool, const char *at, struct pattern *pattern, struct err *err)
{
	static const char word[] = "times:";
	const char *end = at;
	const char *behind;

	if (isdigit((unsigned char)*at)) {
		while (isdigit((unsigned char)*end))
			end++;
	} else if (text_starts(at, "$(")) {
		end = closing_parenthesis(at + 2);
		end = end ? end + 1 : at;
	}
	behind = text_skip_blanks(end);
	if (end == at || behind == end || !text_starts(behind, word))
		return at;
	if (*at == '$') {
		at++;
	}
	pattern->kind = PATTERN_TIMES;
	pattern->times = expr_parse(pool, pool_copy(pool, at, (size_t)(end - at)), err);
	return pattern->times ? text_skip_blanks(behind + sizeof word - 1) : NULL;
}

/* What stands in front of the pattern: "!", "only", "N times:" or nothing; what follows. */
static const char *read_kind(
	struct pool *pool, const char *at, struct pattern *pattern, struct err *err)
{
	static const char only[] = "only";

	if (*at == '!' && text_is_blank(at[1])) {
		pattern->kind = PATTERN_FORBID;
		return text_skip_blanks(at + 1);
	}
	if (text_starts(at, only) && text_is_blank(at[sizeof only - 1])) {
		pattern->kind = PATTERN_ONLY;
		return text_skip_blanks(at + sizeof only);
	}
	return read_times(pool, at, pattern, err);
}

struct pattern *pattern_parse(struct pool *pool, const char *source, struct err *err)
{
	struct pattern *pattern = pool_alloc(pool, sizeof *pattern);
	struct builder builder = {.pool = pool, .err = err, .last = &pattern->pieces};
	const char *at = source;

	pattern->source = source;
	if (strcmp(at, "...") == 0) {
		pattern->kind = PATTERN_SKIP;
		return pattern;
	}
	at = read_kind(pool, at, pattern, err);
	if (!at || add_pieces(&builder, at) != 0)
		return NULL;
	if (!pattern->pieces) {
		err_set(err, M_PATTERN_EMPTY, source);
		return NULL;
	}
	return pattern;
}

struct pattern *pattern_parse_cell(struct pool *pool, const char *source, struct err *err)
{
	struct pattern *pattern = pool_alloc(pool, sizeof *pattern);
	struct builder builder = {.pool = pool, .err = err, .last = &pattern->pieces};

	pattern->source = source;
	return add_pieces(&builder, source) == 0 ? pattern : NULL;
}
