/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* The parts of an expected file that judge nothing: title, table, explanation. */

int reader_title(struct expect_reader *reader, const struct heading *heading)
{
	const char **place = &reader->expect->title[heading->language];

	if (!*heading->rest || *heading->rest == ':' || *place)
		return reader_fail(
			reader, heading->line->number, M_EXPECT_TITLE, heading->text);
	reader_sentence(reader, heading->line->number, reader->expect->title);
	*place = heading->rest;
	return 0;
}

/* Nothing but a colon stands behind the word. */
static int check_colon(struct expect_reader *reader, const struct heading *heading)
{
	return strcmp(heading->rest, ":") == 0
		? 0
		: reader_fail(reader, heading->line->number, M_EXPECT_COLON_ONLY,
			  heading->line->text);
}

/* A line that is indented deeper than the others, such as a formula, stands alone. */
static void add_line(
	struct text_builder *text, const struct source_line *line, int indent, bool *apart)
{
	bool alone = line->indent > indent;

	if (alone)
		fprintf(text->out, "\n    %s", line->text);
	else if (*apart)
		fprintf(text->out, "\n%s", line->text);
	else
		reader_add_prose(text, line->text);
	*apart = alone;
}

int reader_explanation(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *header = heading->line;
	const char **place = &reader->expect->explain[heading->language];
	const struct source_line *line;
	struct text_builder text;
	bool apart = false;
	int indent;

	if (check_colon(reader, heading) != 0)
		return -1;
	if (*place)
		return reader_fail(
			reader, header->number, M_EXPECT_NOTE_TWICE, header->text);
	reader_sentence(reader, header->number, reader->expect->explain);
	line = reader_peek(reader);
	indent = line ? line->indent : 0;
	if (indent <= header->indent)
		return reader_fail(
			reader, header->number, M_EXPECT_NOTHING_BENEATH, header->text);
	builder_begin(&text);
	for (; line && line->indent > header->indent; line = reader_peek(reader)) {
		add_line(&text, line, indent, &apart);
		reader->at++;
	}
	*place = builder_end(reader->pool, &text).data;
	return 0;
}

/* The cells of "row: a | b | c". */
static int read_cells(
	struct expect_reader *reader, int line, const char *text, struct pattern **cells)
{
	int count = 0;

	while (text) {
		const char *bar = strchr(text, '|');
		const char *end = bar ? bar : text + strlen(text);

		while (*text == ' ')
			text++;
		while (end > text && end[-1] == ' ')
			end--;
		if (++count > MOST_CELLS)
			return reader_fail(reader, line, M_EXPECT_CELLS, MOST_CELLS);
		*cells = pattern_parse_cell(reader->pool,
			pool_copy(reader->pool, text, (size_t)(end - text)), reader->err);
		if (!*cells)
			return reader_fail_at(reader, line);
		(*cells)->line = line;
		cells = &(*cells)->next;
		text = bar ? bar + 1 : NULL;
	}
	return 0;
}

int reader_head(struct expect_reader *reader, const struct heading *heading)
{
	struct expect *expect = reader->expect;

	reader_sentence(reader, heading->line->number, expect->head);
	expect->head[heading->language] = heading->rest;
	return read_cells(reader, heading->line->number, heading->rest,
		&expect->table_head[heading->language]);
}

int reader_translated_head(struct expect_reader *reader)
{
	struct expect *expect = reader->expect;

	for (int i = 0; i < LANGUAGES; i++)
		if (expect->head[i] && !expect->table_head[i] &&
			read_cells(reader, expect_table_head(expect, ENGLISH)->line,
				expect->head[i], &expect->table_head[i]) != 0)
			return -1;
	return 0;
}

int reader_row(struct expect_reader *reader, const struct heading *heading)
{
	struct table_row **last = &reader->expect->table;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	return read_cells(reader, heading->line->number, heading->rest, &(*last)->cells);
}

int reader_table(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *header = heading->line;
	struct heading beneath = {0};

	if (check_colon(reader, heading) != 0)
		return -1;
	if (reader->expect->table)
		return reader_fail(
			reader, header->number, M_EXPECT_NOTE_TWICE, header->text);
	if (directive_read_beneath(reader, header->indent, PLACE_TABLE, &beneath) != 0)
		return -1;
	if (!reader->expect->table || !expect_table_head(reader->expect, ENGLISH))
		return reader_fail(reader, header->number, M_EXPECT_TABLE_PARTS);
	return 0;
}
