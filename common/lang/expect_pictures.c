/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* The pictures of an expected file, which judge nothing. */

/* --- the lines beneath ------------------------------------------------------------------ */

/* "text", or "text | 文字": the Chinese one may stand in a .po file. */
static int read_text(
	struct expect_reader *reader, struct picture_line *line, const char *text)
{
	const char *bar = strchr(text, '|');
	size_t length = bar ? (size_t)(bar - text) : strlen(text);

	if (!*text_trimmed(reader->pool, text, length) || (bar && strchr(bar + 1, '|')))
		return -1;
	reader_sentence(reader, line->line, line->text);
	line->text[ENGLISH] = text_trimmed(reader->pool, text, length);
	if (bar)
		line->text[CHINESE] = text_trimmed(reader->pool, bar + 1, strlen(bar + 1));
	return 0;
}

static bool has_range(enum picture_line_kind kind)
{
	return kind == LINE_AREA || kind == LINE_BYTES;
}

/* "EXPR", or "START..END" where the line takes a range. */
static int read_place(
	struct expect_reader *reader, struct picture_line *line, const char *text)
{
	struct range range = {0};

	if (!has_range(line->kind)) {
		line->start = expr_parse(reader->pool, text, reader->err);
		return line->start ? 0 : -1;
	}
	if (!range_parse(reader->pool, text, &range, reader->err))
		return -1;
	line->start = range.start;
	line->end = range.end;
	if (!line->start || (line->kind == LINE_AREA && !line->end))
		return err_set(reader->err, M_EXPECT_PICTURE_RANGE, text);
	return 0;
}

static struct picture *last_picture(struct expect_reader *reader)
{
	struct picture *picture = reader->expect->pictures;

	while (picture->next)
		picture = picture->next;
	return picture;
}

/* "EXPR | text", or "text" of a box, of the picture that was read last. */
static int read_line(struct expect_reader *reader, const struct heading *heading,
	enum picture_line_kind kind)
{
	const char *text = heading->rest;
	const char *bar = strchr(text, '|');
	const char *word = heading->directive->word;
	struct picture *picture = last_picture(reader);
	struct picture_line **last = kind == LINE_MARK ? &picture->marks : &picture->pieces;
	struct picture_line *line = pool_alloc(reader->pool, sizeof *line);

	line->kind = kind;
	line->line = heading->line->number;
	if (kind != LINE_BOX && !bar)
		return err_set(reader->err, M_EXPECT_PICTURED, word, heading->text);
	if (kind != LINE_BOX &&
		read_place(reader, line,
			text_trimmed(reader->pool, text, (size_t)(bar - text))) != 0)
		return -1;
	if (read_text(reader, line, kind == LINE_BOX ? text : bar + 1) != 0)
		return err_set(reader->err,
			kind == LINE_BOX ? M_EXPECT_BOX : M_EXPECT_PICTURED, word,
			heading->text);
	while (*last)
		last = &(*last)->next;
	*last = line;
	return 0;
}

int reader_mark(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_MARK);
}

int reader_area(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_AREA);
}

int reader_box(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_BOX);
}

int reader_number(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_NUMBER);
}

int reader_size(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_SIZE);
}

int reader_pointer(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_POINTER);
}

int reader_link(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_LINK);
}

int reader_bytes(struct expect_reader *reader, const struct heading *heading)
{
	return read_line(reader, heading, LINE_BYTES);
}

/* --- the picture ------------------------------------------------------------------------ */

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

/* What stands behind the name of the run. */
static int read_kind(struct expect_reader *reader, const struct source_line *header,
	struct picture *picture, const char *at)
{
	if (text_starts(at, "pages ")) {
		picture->kind = PICTURE_PAGES;
		return read_pages(reader, picture->line, picture, at + strlen("pages "));
	}
	if (text_starts(at, "memory ")) {
		picture->kind = PICTURE_MEMORY;
		at = text_skip_blanks(at + strlen("memory "));
	}
	return read_moments(reader, header, picture, at);
}

/* Is there a word or a field in it? */
static bool has_memory(const struct picture *picture)
{
	for (const struct picture_line *at = picture->pieces; at; at = at->next)
		if (at->kind != LINE_BOX)
			return true;
	return false;
}

static int read_beneath(struct expect_reader *reader, const struct source_line *header,
	struct picture *picture)
{
	bool memory = picture->kind == PICTURE_MEMORY;
	struct heading beneath = {0};

	if (directive_read_beneath(reader, header->indent,
		    memory ? PLACE_MEMORY : PLACE_PICTURE, &beneath) != 0)
		return -1;
	if (memory && !has_memory(picture))
		return reader_fail(
			reader, header->number, M_EXPECT_PICTURE_EMPTY, header->text);
	if (!memory && picture->pieces && (!picture->pause || picture->since))
		return reader_fail(reader, picture->pieces->line, "%s", M_EXPECT_AREA);
	return 0;
}

/*
 * "picture RUN PAUSE:", "picture RUN EARLIER PAUSE:", both also with "memory" behind the run, or
 * "picture RUN pages START..END:"
 */
int reader_picture(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *header = heading->line;
	size_t length = strcspn(heading->rest, ":");
	const char *at = pool_copy(reader->pool, heading->rest, length);
	const char *run = reader_word(reader, &at);
	struct picture *picture = pool_alloc(reader->pool, sizeof *picture);
	struct picture **last = &reader->expect->pictures;

	picture->line = header->number;
	if (!run || strcmp(heading->rest + length, ":") != 0)
		return reader_fail(reader, header->number, M_EXPECT_PICTURE, header->text);
	if (read_kind(reader, header, picture, at) != 0)
		return -1;
	picture->run = reader_find_run(reader, run);
	if (!picture->run)
		return reader_fail(reader, header->number, M_EXPECT_NO_RUN, run);
	while (*last)
		last = &(*last)->next;
	*last = picture;
	return read_beneath(reader, header, picture);
}
