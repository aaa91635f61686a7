/* SPDX-License-Identifier: MIT */
#include "own_lines.h"

#include <string.h>

#include "../base/file.h"
#include "../base/text_builder.h"
#include "messages.h"

enum { MOST_QUOTED = 6, TAB = 4 };

/* --- which lines ---------------------------------------------------------------------- */

static int count_of(const struct line_range *ranges)
{
	int count = 0;

	for (; ranges; ranges = ranges->next)
		count += ranges->to - ranges->from + 1;
	return count;
}

static bool lie_within(const struct line_range *ranges, const struct lines *source)
{
	for (; ranges; ranges = ranges->next)
		if (ranges->to > source->count)
			return false;
	return true;
}

/* "24, 76-78" */
static const char *numbers_of(struct pool *pool, const struct line_range *ranges)
{
	const char *list = "";

	for (; ranges; ranges = ranges->next) {
		const char *range = ranges->from == ranges->to
			? pool_printf(pool, "%d", ranges->from)
			: pool_printf(pool, "%d-%d", ranges->from, ranges->to);

		list = text_listed(pool, list, M_LIST_COMMA, range);
	}
	return list;
}

/* --- what stands in them -------------------------------------------------------------- */

static size_t indent_of(const struct line *line)
{
	return (size_t)(text_skip_blanks(line->text) - line->text);
}

/* The blanks that all lines of a range begin with, but for empty ones. */
static size_t common_indent(const struct lines *source, const struct line_range *range)
{
	size_t common = indent_of(&source->at[range->from - 1]);

	for (int i = range->from; i < range->to; i++) {
		const struct line *line = &source->at[i];

		if (*text_skip_blanks(line->text) && indent_of(line) < common)
			common = indent_of(line);
	}
	return common;
}

/* A line of the source with its number, without its first bytes. */
static void print_quoted(FILE *out, const struct line *line, size_t without)
{
	fprintf(out, "%6d", line->number);
	if (*text_skip_blanks(line->text)) {
		fprintf(out, "  ");
		for (const char *at = line->text + without; *at; at++)
			fprintf(out, "%*c", *at == '\t' ? TAB : 1, *at == '\t' ? ' ' : *at);
	}
	fputc('\n', out);
}

static const char *quote(
	struct pool *pool, const struct lines *source, const struct line_range *ranges)
{
	struct text_builder text;

	builder_begin(&text);
	for (; ranges; ranges = ranges->next) {
		size_t without = common_indent(source, ranges);

		for (int i = ranges->from; i <= ranges->to; i++)
			print_quoted(text.out, &source->at[i - 1], without);
	}
	return builder_end(pool, &text).data;
}

/* -------------------------------------------------------------------------------------- */

static const char *heading(
	struct pool *pool, const char *own, const struct mistake *mistake)
{
	const char *numbers = numbers_of(pool, mistake->own);

	if (mistake->only)
		return pool_printf(pool, M_RIGHT_ONLY, own, numbers);
	return count_of(mistake->own) == 1 ? pool_printf(pool, M_RIGHT_LINE, own, numbers)
					   : pool_printf(pool, M_RIGHT_LINES, own, numbers);
}

const char *own_lines(struct pool *pool, const char *own, const struct mistake *mistake)
{
	struct bytes bytes;
	struct lines source;
	struct err ignored;

	if (!mistake->own || file_read(pool, own, &bytes, &ignored) != 0)
		return NULL;
	source = text_lines(pool, bytes.data, bytes.size);
	if (!lie_within(mistake->own, &source))
		return NULL;
	if (count_of(mistake->own) > MOST_QUOTED)
		return pool_printf(pool, M_RIGHT_MANY, own, numbers_of(pool, mistake->own));
	return pool_printf(pool, "%s\n\n%s\n%s", heading(pool, own, mistake),
		quote(pool, &source, mistake->own),
		mistake->only ? M_RIGHT_TOO_MUCH : M_RIGHT_OTHERWISE);
}
