/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* The parts of an expected file that judge nothing: title, table, picture, explanation. */

int reader_title(struct expect_reader *reader, const struct source_line *line)
{
	bool chinese = reader_first_word_is(line->text, "lab.zh");
	const char *title = reader_rest_of(line->text, chinese ? "lab.zh" : "lab");
	const char **place = &reader->expect->title[chinese ? CHINESE : ENGLISH];

	reader->at++;
	if (line->text[strlen(chinese ? "lab.zh" : "lab")] == ':' || !*title || *place)
		return reader_fail(reader, line->number, M_EXPECT_TITLE, line->text);
	*place = title;
	return 0;
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

int reader_explanation(struct expect_reader *reader, const struct source_line *header)
{
	bool chinese = reader_first_word_is(header->text, "explain.zh");
	const char **place = &reader->expect->explain[chinese ? CHINESE : ENGLISH];
	const struct source_line *line;
	bool apart = true;
	int indent;

	reader->at++;
	if (strcmp(reader_uncommented(reader, header->text),
		    chinese ? "explain.zh:" : "explain:") != 0)
		return reader_fail(
			reader, header->number, M_EXPECT_COLON_ONLY, header->text);
	if (*place)
		return reader_fail(
			reader, header->number, M_EXPECT_NOTE_TWICE, header->text);
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

/* Where the cells of this line go, and the word before them; NULL for any other line. */
static struct pattern **place_of_cells(struct expect_reader *reader, const char *text,
	struct table_row ***last, const char **word)
{
	bool chinese = text_starts(text, "head.zh:");
	struct pattern **head = &reader->expect->table_head[chinese ? CHINESE : ENGLISH];

	*word = "row:";
	if (text_starts(text, *word)) {
		**last = pool_alloc(reader->pool, sizeof ***last);
		head = &(**last)->cells;
		*last = &(**last)->next;
		return head;
	}
	*word = chinese ? "head.zh:" : "head:";
	return text_starts(text, *word) && !*head ? head : NULL;
}

int reader_table(struct expect_reader *reader, const struct source_line *header)
{
	struct table_row **last = &reader->expect->table;
	const struct source_line *line;

	reader->at++;
	if (strcmp(reader_uncommented(reader, header->text), "table:") != 0)
		return reader_fail(
			reader, header->number, M_EXPECT_COLON_ONLY, header->text);
	while ((line = reader_peek(reader)) && line->indent > header->indent) {
		const char *word;
		struct pattern **cells = place_of_cells(reader, line->text, &last, &word);

		if (!cells)
			return reader_fail(
				reader, line->number, M_EXPECT_TABLE, line->text);
		if (read_cells(reader, line->number, line->text + strlen(word), cells) != 0)
			return -1;
		reader->at++;
	}
	if (!reader->expect->table || !reader->expect->table_head[ENGLISH])
		return reader_fail(reader, header->number, M_EXPECT_TABLE_PARTS);
	return 0;
}

/* "mark: EXPR | text | 文字" */
static int read_mark(
	struct expect_reader *reader, const struct source_line *line, struct mark ***last)
{
	static const char word[] = "mark:";
	const char *at = text_starts(line->text, word) ? line->text + strlen(word) : "";
	const char *text = strchr(at, '|');
	const char *chinese = text ? strchr(text + 1, '|') : NULL;
	struct mark *mark = pool_alloc(reader->pool, sizeof *mark);

	if (!chinese || strchr(chinese + 1, '|'))
		return reader_fail(reader, line->number, M_EXPECT_MARK, line->text);
	mark->line = line->number;
	mark->expr = expr_parse(reader->pool,
		pool_copy(reader->pool, at, (size_t)(text - at)), reader->err);
	if (!mark->expr)
		return reader_fail_at(reader, line->number);
	mark->text[ENGLISH] =
		text_trimmed(reader->pool, text + 1, (size_t)(chinese - text - 1));
	mark->text[CHINESE] = text_trimmed(reader->pool, chinese + 1, strlen(chinese + 1));
	**last = mark;
	*last = &mark->next;
	return 0;
}

/* "picture RUN PAUSE:" */
int reader_picture(struct expect_reader *reader, const struct source_line *header)
{
	const char *text =
		reader_rest_of(reader_uncommented(reader, header->text), "picture");
	size_t length = strcspn(text, ":");
	const char *at = pool_copy(reader->pool, text, length);
	const char *run = reader_word(reader, &at);
	struct picture *picture = pool_alloc(reader->pool, sizeof *picture);
	struct picture **last = &reader->expect->pictures;
	struct mark **marks = &picture->marks;
	const struct source_line *line;

	reader->at++;
	picture->line = header->number;
	picture->pause = reader_word(reader, &at);
	if (!picture->pause || *at || strcmp(text + length, ":") != 0)
		return reader_fail(reader, header->number, M_EXPECT_PICTURE, header->text);
	picture->run = reader_find_run(reader, run);
	if (!picture->run)
		return reader_fail(reader, header->number, M_EXPECT_NO_RUN, run);
	while ((line = reader_peek(reader)) && line->indent > header->indent) {
		if (read_mark(reader, line, &marks) != 0)
			return -1;
		reader->at++;
	}
	while (*last)
		last = &(*last)->next;
	*last = picture;
	return 0;
}
