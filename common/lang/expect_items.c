/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <ctype.h>
#include <string.h>

#include "../base/signals.h"
#include "../base/text.h"
#include "messages.h"

/*
 * The shape of the language: a line begins with a directive, and what belongs to it is
 * indented deeper. Directives that judge ("items") may also stand inside either and when,
 * at any depth.
 */

/* either and when inside each other; the time that they take doubles with each level. */
enum { DEEPEST = 10 };

static int read_items(struct expect_reader *reader, int indent, struct item **items);

int reader_exit(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *at = heading->rest;
	number status;
	bool hex;
	size_t used;

	item->kind = ITEM_EXIT;
	if (reader_runs(reader, line->number, &at, &item->runs, NULL) != 0)
		return -1;
	used = number_read(at, strlen(at), &status, &hex);
	if (used && isdigit((unsigned char)*at) && !at[used] && status >= 0 &&
		status <= 255)
		item->status = (int)status;
	else if (signal_is_name(at))
		item->signal = at;
	else
		return reader_fail(reader, line->number, M_EXPECT_EXIT, at);
	return reader_notes(reader, line->indent, &item->notes, item);
}

int reader_check(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *at = heading->rest;

	item->kind = ITEM_CHECK;
	if (reader_first_word_is(at, "each")) {
		item->each = true;
		at = text_skip_blanks(at + strlen("each"));
		if (reader_runs(reader, line->number, &at, &item->runs, NULL) != 0)
			return -1;
	}
	item->condition = condition_parse(reader->pool, at, reader->err);
	if (!item->condition)
		return reader_fail_at(reader, line->number);
	return reader_notes(reader, line->indent, &item->notes, item);
}

/* Adds a branch and reads the items beneath it. */
static int read_branch(
	struct expect_reader *reader, const struct source_line *line, struct branch *branch)
{
	const struct source_line *next = reader_peek(reader);

	branch->line = line->number;
	if (reader->depth == DEEPEST)
		return reader_fail(reader, line->number, M_EXPECT_TOO_DEEP, DEEPEST);
	reader->depth++;
	if (next && next->indent >= line->indent &&
		read_items(reader, next->indent, &branch->items) != 0)
		return -1;
	reader->depth--;
	if (!branch->items)
		return reader_fail(reader, line->number, M_EXPECT_BRANCH, line->text);
	return 0;
}

/* The name in "either NAME:" or "or NAME:", NULL when there is none. */
static int read_branch_name(
	struct expect_reader *reader, const struct heading *heading, const char **name)
{
	const char *at = heading->rest;
	size_t length = strcspn(at, ":");

	*name = length ? pool_copy(reader->pool, at, length) : NULL;
	if (at[length] == ':' && !at[length + 1])
		return 0;
	return reader_fail(reader, heading->line->number, M_EXPECT_BRANCH_COLON,
		heading->directive->word, heading->line->text);
}

/* An else has no name and comes last. */
static int check_else(struct expect_reader *reader, const struct source_line *line,
	const struct branch *branch, const struct branch *before)
{
	if (branch->name)
		return reader_fail(reader, line->number, M_EXPECT_ELSE_NAME, line->text);
	if (!before->condition)
		return reader_fail(reader, line->number, M_EXPECT_ELSE_TWICE);
	return 0;
}

/* Reads further branches, each opened by `word`, until "end". */
static int read_branches(struct expect_reader *reader, const struct source_line *first,
	struct item *item, const char *word)
{
	struct branch *last = item->branches;
	const struct source_line *line;
	struct heading heading;

	while ((line = reader_peek(reader)) && line->indent == first->indent &&
		directive_find(reader, line, PLACE_CLOSING, &heading) &&
		strcmp(heading.directive->word, word) == 0) {
		struct branch *next = pool_alloc(reader->pool, sizeof *next);

		reader->at++;
		if (read_branch_name(reader, &heading, &next->name) != 0)
			return -1;
		if (item->kind == ITEM_WHEN && check_else(reader, line, next, last) != 0)
			return -1;
		last->next = next;
		last = next;
		if (read_branch(reader, line, last) != 0)
			return -1;
	}
	if (!line || line->indent != first->indent ||
		strcmp(reader_uncommented(reader, line->text), "end") != 0)
		return reader_fail(reader, line ? line->number : first->number,
			M_EXPECT_NO_END, first->text, first->number);
	reader->at++;
	return 0;
}

int reader_either(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;

	item->kind = ITEM_EITHER;
	item->branches = pool_alloc(reader->pool, sizeof *item->branches);
	if (read_branch_name(reader, heading, &item->branches->name) != 0 ||
		read_branch(reader, line, item->branches) != 0)
		return -1;
	if (read_branches(reader, line, item, "or") != 0)
		return -1;
	if (!item->branches->next)
		return reader_fail(reader, line->number, M_EXPECT_ONE_BRANCH);
	return 0;
}

int reader_when(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *text = heading->rest;
	size_t length = strlen(text);

	item->kind = ITEM_WHEN;
	item->branches = pool_alloc(reader->pool, sizeof *item->branches);
	if (length == 0 || text[length - 1] != ':')
		return reader_fail(
			reader, line->number, M_EXPECT_BRANCH_COLON, "when", line->text);
	length--;
	item->branches->condition = condition_parse(
		reader->pool, pool_copy(reader->pool, text, length), reader->err);
	if (!item->branches->condition)
		return reader_fail_at(reader, line->number);
	if (read_branch(reader, line, item->branches) != 0)
		return -1;
	return read_branches(reader, line, item, "else");
}

int reader_directive(
	struct expect_reader *reader, const struct source_line *line, struct item ***last)
{
	enum directive_place place = reader->depth ? PLACE_ITEM : PLACE_TOP;
	struct heading heading = {0};

	if (line->indent > 0 && !reader->depth)
		return reader_fail(reader, line->number, M_EXPECT_INDENT, line->text);
	if (!directive_find(reader, line, place, &heading))
		return directive_refuse(reader, line, place);
	if (heading.directive->place == PLACE_ITEM) {
		heading.item = pool_alloc(reader->pool, sizeof *heading.item);
		heading.item->line = line->number;
		heading.item->part = reader->part;
		heading.item->source = heading.text;
		**last = heading.item;
		*last = &heading.item->next;
	}
	if (directive_read(reader, &heading) != 0)
		return -1;
	if (heading.item && !heading.item->name && heading.item->kind != ITEM_EITHER)
		reader_derive_name(reader, heading.directive->word, heading.item);
	return 0;
}

static bool ends_branch(struct expect_reader *reader, const struct source_line *line)
{
	struct heading heading;

	return directive_find(reader, line, PLACE_CLOSING, &heading);
}

static int read_items(struct expect_reader *reader, int indent, struct item **items)
{
	const struct source_line *line;

	while ((line = reader_peek(reader)) && line->indent == indent &&
		!ends_branch(reader, line))
		if (reader_directive(reader, line, &items) != 0)
			return -1;
	if (line && line->indent > indent)
		return reader_fail(reader, line->number, M_EXPECT_INDENT, line->text);
	return 0;
}
