/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

const char *note_text(const char *const texts[LANGUAGES])
{
	return texts[language]   ? texts[language]
		: texts[ENGLISH] ? texts[ENGLISH]
				 : texts[CHINESE];
}

static const struct notes *find_in_items(const struct item *items, int line);

/* Of the item itself, or of a line that stands in it. */
static const struct notes *find_in_item(const struct item *item, int line)
{
	const struct notes *found = NULL;

	for (const struct pattern *at = item->patterns; at; at = at->next)
		if (at->line == line)
			return &at->notes;
	for (const struct statement *at = item->statements; at; at = at->next)
		if (at->line == line)
			return &at->notes;
	for (const struct branch *at = item->branches; at && !found; at = at->next)
		found = find_in_items(at->items, line);
	return !found && item->line == line ? &item->notes : found;
}

static const struct notes *find_in_items(const struct item *items, int line)
{
	const struct notes *found = NULL;

	for (const struct item *item = items; item && !found; item = item->next)
		found = find_in_item(item, line);
	return found;
}

const struct notes *expect_find_notes(const struct expect *expect, int line)
{
	return find_in_items(expect->items, line);
}

static bool is_ascii(char c)
{
	return (signed char)c > 0;
}

const char *reader_joined(struct expect_reader *reader, const char *text, const char *more)
{
	size_t length = strlen(text);
	bool marked =
		(length >= 3 && text_is_wide_mark(text + length - 3)) || text_is_wide_mark(more);
	bool blank =
		length > 0 && !marked && (is_ascii(text[length - 1]) || is_ascii(*more));

	return pool_printf(reader->pool, "%s%s%s", text, blank ? " " : "", more);
}

/* Lines deeper than the note's own go on with it. */
static const char *read_text(struct expect_reader *reader, const char *text, int indent)
{
	const struct source_line *line;

	while ((line = reader_peek(reader)) && line->indent > indent) {
		text = reader_joined(reader, text, line->text);
		reader->at++;
	}
	return text;
}

/* Where the note goes: the first free place for a hint, the only place for the others. */
static const char **note_place(struct notes *notes, struct notes *whole, const char *line,
	enum language *which, const char **value)
{
	if ((*value = source_note(line, "says", which)))
		return &whole->says[*which];
	if ((*value = source_note(line, "why", which)))
		return &notes->why[*which];
	if (!(*value = source_note(line, "hint", which)))
		return NULL;
	for (int i = 0; i < HINTS; i++)
		if (!notes->hint[i][*which])
			return &notes->hint[i][*which];
	return &notes->hint[HINTS - 1][*which];
}

int reader_notes(
	struct expect_reader *reader, int indent, struct notes *notes, struct notes *whole)
{
	const struct source_line *line;

	while ((line = reader_peek(reader)) && line->indent > indent) {
		enum language which;
		const char *value;
		const char **place = note_place(notes, whole, line->text, &which, &value);

		if (!place)
			return reader_fail(reader, line->number, M_EXPECT_NOTE, line->text);
		if (*place)
			return reader_fail(
				reader, line->number, M_EXPECT_NOTE_TWICE, line->text);
		if (!*value)
			return reader_fail(
				reader, line->number, M_EXPECT_NOTE_EMPTY, line->text);
		reader->at++;
		*place = read_text(reader, value, line->indent);
	}
	return 0;
}
