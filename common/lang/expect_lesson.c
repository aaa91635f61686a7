/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* The parts of an expected file that judge nothing: title, table, picture, explanation. */

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
static const char *add_line(struct expect_reader *reader, const char *text,
	const struct source_line *line, int indent, bool *apart)
{
	bool alone = line->indent > indent;

	if (!text)
		text = line->text;
	else if (alone)
		text = pool_printf(reader->pool, "%s\n    %s", text, line->text);
	else if (*apart)
		text = pool_printf(reader->pool, "%s\n%s", text, line->text);
	else
		text = reader_joined(reader, text, line->text);
	*apart = alone;
	return text;
}

int reader_explanation(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *header = heading->line;
	const char **place = &reader->expect->explain[heading->language];
	const struct source_line *line;
	bool apart = true;
	int indent;

	if (check_colon(reader, heading) != 0)
		return -1;
	if (*place)
		return reader_fail(
			reader, header->number, M_EXPECT_NOTE_TWICE, header->text);
	reader_sentence(reader, header->number, reader->expect->explain);
	line = reader_peek(reader);
	indent = line ? line->indent : 0;
	while ((line = reader_peek(reader)) && line->indent > header->indent) {
		*place = add_line(reader, *place, line, indent, &apart);
		reader->at++;
	}
	return *place ? 0
		      : reader_fail(reader, header->number, M_EXPECT_NOTHING_BENEATH,
				header->text);
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
			read_cells(reader, expect->table_head[ENGLISH]->line,
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
	if (!reader->expect->table || !reader->expect->table_head[ENGLISH])
		return reader_fail(reader, header->number, M_EXPECT_TABLE_PARTS);
	return 0;
}

/* "text", or "text | 文字": the Chinese one may stand in a .po file. */
static void read_mark_text(
	struct expect_reader *reader, struct mark *mark, const char *text)
{
	const char *bar = strchr(text, '|');
	size_t length = bar ? (size_t)(bar - text) : strlen(text);

	reader_sentence(reader, mark->line, mark->text);
	mark->text[ENGLISH] = text_trimmed(reader->pool, text, length);
	if (bar)
		mark->text[CHINESE] = text_trimmed(reader->pool, bar + 1, strlen(bar + 1));
}

/* "mark: EXPR | text", of the picture that was read last */
int reader_mark(struct expect_reader *reader, const struct heading *heading)
{
	const char *at = heading->rest;
	const char *text = strchr(at, '|');
	const char *twin = text ? strchr(text + 1, '|') : NULL;
	struct picture *picture = reader->expect->pictures;
	struct mark **last;
	struct mark *mark = pool_alloc(reader->pool, sizeof *mark);

	if (!text || !*text_skip_blanks(text + 1) || (twin && strchr(twin + 1, '|')))
		return err_set(reader->err, M_EXPECT_MARK, heading->text);
	mark->line = heading->line->number;
	mark->expr = expr_parse(reader->pool,
		pool_copy(reader->pool, at, (size_t)(text - at)), reader->err);
	if (!mark->expr)
		return -1;
	read_mark_text(reader, mark, text + 1);
	while (picture->next)
		picture = picture->next;
	for (last = &picture->marks; *last;)
		last = &(*last)->next;
	*last = mark;
	return 0;
}

/* "pages START..END" */
static int read_pages(
	struct expect_reader *reader, int line, struct picture *picture, const char *text)
{
	struct range *range = pool_alloc(reader->pool, sizeof *range);

	if (!range_parse(reader->pool, text, range, reader->err))
		return reader_fail_at(reader, line);
	picture->pages = range;
	return range->start && range->end
		? 0
		: reader_fail(reader, line, M_EXPECT_PICTURE_PAGES, text);
}

/* "PAUSE" or "EARLIER PAUSE" */
static int read_moments(struct expect_reader *reader, const struct source_line *header,
	struct picture *picture, const char *at)
{
	const char *first = reader_word(reader, &at);
	const char *second = first && *at ? reader_word(reader, &at) : NULL;

	picture->pause = second ? second : first;
	picture->since = second ? first : NULL;
	return picture->pause && !*at
		? 0
		: reader_fail(reader, header->number, M_EXPECT_PICTURE, header->text);
}

/* "picture RUN PAUSE:", "picture RUN EARLIER PAUSE:" or "picture RUN pages START..END:" */
int reader_picture(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *header = heading->line;
	size_t length = strcspn(heading->rest, ":");
	const char *at = pool_copy(reader->pool, heading->rest, length);
	const char *run = reader_word(reader, &at);
	struct picture *picture = pool_alloc(reader->pool, sizeof *picture);
	struct picture **last = &reader->expect->pictures;
	struct heading beneath = {0};

	picture->line = header->number;
	if (!run || strcmp(heading->rest + length, ":") != 0)
		return reader_fail(reader, header->number, M_EXPECT_PICTURE, header->text);
	if (text_starts(at, "pages ")
			? read_pages(reader, picture->line, picture, at + strlen("pages "))
			: read_moments(reader, header, picture, at))
		return -1;
	picture->run = reader_find_run(reader, run);
	if (!picture->run)
		return reader_fail(reader, header->number, M_EXPECT_NO_RUN, run);
	while (*last)
		last = &(*last)->next;
	*last = picture;
	return directive_read_beneath(reader, header->indent, PLACE_PICTURE, &beneath);
}
