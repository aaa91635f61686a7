/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "expect_walk.h"
#include "messages.h"

const char *note_text(const char *const texts[LANGUAGES])
{
	return language_text(texts, language);
}

struct notes_search {
	int line;
	const char *name;
	const struct notes *found;
};

static int notes_stand_at(
	const struct item *item, const struct notes *notes, int line, void *context)
{
	struct notes_search *search = context;

	if (line != search->line ||
		(search->name && (!item->name || strcmp(item->name, search->name) != 0)))
		return 0;
	search->found = notes;
	return -1;
}

const struct notes *expect_find_notes(
	const struct expect *expect, int line, const char *name)
{
	static const struct expect_visitor visitor = {.notes = notes_stand_at};
	struct notes_search search = {.line = line, .name = name};

	expect_walk(expect->items, &visitor, &search);
	return search.found;
}

struct item_search {
	const char *name;
	const struct item *found;
};

static int has_name(const struct item *item, void *context)
{
	struct item_search *search = context;

	if (!item->name || strcmp(item->name, search->name) != 0)
		return 0;
	search->found = item;
	return -1;
}

const struct item *expect_find_item(const struct expect *expect, const char *name)
{
	static const struct expect_visitor visitor = {.item = has_name};
	struct item_search search = {.name = name};

	expect_walk(expect->items, &visitor, &search);
	return search.found;
}

static bool is_ascii(char c)
{
	return (signed char)c > 0;
}

void reader_add_prose(struct text_builder *text, const char *more)
{
	struct bytes before = builder_so_far(text);
	bool marked =
		(before.size >= 3 && text_is_wide_mark(before.data + before.size - 3)) ||
		text_is_wide_mark(more);
	bool blank = before.size > 0 && !marked &&
		(is_ascii(before.data[before.size - 1]) || is_ascii(*more));

	fprintf(text->out, "%s%s", blank ? " " : "", more);
}

/* Lines deeper than the note's own go on with it. */
static const char *read_text(struct expect_reader *reader, const char *text, int indent)
{
	const struct source_line *line;
	struct text_builder whole;

	builder_begin(&whole);
	fputs(text, whole.out);
	while ((line = reader_peek(reader)) && line->indent > indent) {
		reader_add_prose(&whole, line->text);
		reader->at++;
	}
	return builder_end(reader->pool, &whole).data;
}

/* The line that the item begins with, "pause given:". */
static const char *beginning_of(const struct expect_reader *reader, const struct item *item)
{
	int at = 0;

	while (at < reader->source.count - 1 &&
		reader->source.lines[at].number != item->line)
		at++;
	return reader->source.lines[at].text;
}

/* Of statements some can stand in a second section; what is printed is matched as a whole. */
static int refuse_sentence(struct expect_reader *reader, const struct heading *heading)
{
	const char *section = beginning_of(reader, heading->item);

	if (heading->notes == &heading->item->notes)
		return err_set(reader->err, M_EXPECT_NOTE_TWICE, heading->text);
	if (heading->item->statements)
		return err_set(reader->err, M_EXPECT_SAYS_ANEW, section, heading->text);
	return err_set(reader->err, M_EXPECT_SAYS_TWICE, heading->text);
}

/* A note whose place is taken. */
static int refuse_note(struct expect_reader *reader, const struct heading *heading,
	const char *const note[LANGUAGES])
{
	if (heading->item && note == heading->item->notes.says)
		return refuse_sentence(reader, heading);
	if (note == heading->notes->hint[HINTS - 1])
		return err_set(reader->err, M_EXPECT_HINT_FOURTH, heading->text);
	return err_set(reader->err, M_EXPECT_NOTE_TWICE, heading->text);
}

static int read_untranslated(struct expect_reader *reader, const struct heading *heading,
	const char *note[LANGUAGES])
{
	const char **place = &note[heading->language];

	if (*place)
		return refuse_note(reader, heading, note);
	if (!*heading->rest)
		return err_set(reader->err, M_EXPECT_NOTE_EMPTY, heading->text);
	*place = read_text(reader, heading->rest, heading->line->indent);
	return 0;
}

int reader_note(struct expect_reader *reader, const struct heading *heading,
	const char *note[LANGUAGES])
{
	reader_sentence(reader, heading->line->number, note);
	return read_untranslated(reader, heading, note);
}

int reader_says(struct expect_reader *reader, const struct heading *heading)
{
	if (heading->name && reader_give_name(reader, heading, heading->name) != 0)
		return -1;
	return reader_note(reader, heading, heading->item->notes.says);
}

int reader_why(struct expect_reader *reader, const struct heading *heading)
{
	return reader_note(reader, heading, heading->notes->why);
}

/* The first hint that has no text in this language yet, or the last. */
static const char **free_hint(const struct heading *heading, enum language which)
{
	int free = 0;

	while (free < HINTS - 1 && heading->notes->hint[free][which])
		free++;
	return heading->notes->hint[free];
}

int reader_hint(struct expect_reader *reader, const struct heading *heading)
{
	return reader_note(reader, heading, free_hint(heading, heading->language));
}

/* A hint that is code, the same in every language, and so behind the hints of each. */
int reader_code(struct expect_reader *reader, const struct heading *heading)
{
	const char **hint = heading->notes->hint[0];

	for (int i = 1; i < HINTS && language_text(hint, ENGLISH); i++)
		hint = heading->notes->hint[i];
	if (language_text(hint, ENGLISH))
		return refuse_note(reader, heading, hint);
	if (read_untranslated(reader, heading, hint) != 0)
		return -1;
	for (int i = 0; i < LANGUAGES; i++)
		hint[i] = hint[ENGLISH];
	return 0;
}

int reader_notes(
	struct expect_reader *reader, int indent, struct notes *notes, struct item *item)
{
	struct heading beneath = {.notes = notes, .item = item};

	return directive_read_beneath(reader, indent, PLACE_NOTE, &beneath);
}
