/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * Every word that a line of an expected file may begin with, where it may stand, and who reads
 * what follows. The messages name the words of this table in its order. The readers call it
 * for what is beneath their own line, so that it stands in the middle of a circle.
 */
static const struct directive directives[] = {
	{"lab", PLACE_TOP, reader_title, .prose = true, .translated = true},
	{"build", PLACE_TOP, .read = reader_build},
	{"run", PLACE_TOP, .read = reader_run},
	{"part", PLACE_TOP, reader_part, .prose = true, .translated = true},
	{"aside", PLACE_TOP, reader_aside, .prose = true, .translated = true},
	{"notes", PLACE_TOP, .read = reader_shared_notes},
	{"stdout", PLACE_ITEM, .read = reader_stdout},
	{"stderr", PLACE_ITEM, .read = reader_stderr},
	{"syscalls", PLACE_ITEM, .read = reader_syscalls},
	{"faults", PLACE_ITEM, .read = reader_fault_section},
	{"pause", PLACE_ITEM, .read = reader_pause},
	{"pauses", PLACE_ITEM, .read = reader_pauses},
	{"elf", PLACE_ITEM, .read = reader_elf},
	{"tool", PLACE_TOP, reader_tool, .is_meant = reader_defines_tool},
	{"tool", PLACE_ITEM, .read = reader_tool_section},
	{"exit", PLACE_ITEM, .read = reader_exit},
	{"check", PLACE_ITEM, .read = reader_check},
	{"either", PLACE_ITEM, .read = reader_either},
	{"when", PLACE_ITEM, .read = reader_when},
	{"table", PLACE_TOP, .read = reader_table},
	{"picture", PLACE_TOP, .read = reader_picture},
	{"ask", PLACE_TOP, .read = reader_ask},
	{"explain", PLACE_TOP, reader_explanation, .translated = true},

	{"or", PLACE_CLOSING, .read = NULL},
	{"else", PLACE_CLOSING, .read = NULL},
	{"end", PLACE_CLOSING, .read = NULL},
	{"points", PLACE_RESERVED, .read = NULL},

	{"times", PLACE_RUN, .read = reader_times},
	{"aslr", PLACE_RUN, .read = reader_aslr},
	{"layout", PLACE_RUN, .read = reader_layout},
	{"zero page", PLACE_RUN, .read = reader_zero_page},
	{"thp", PLACE_RUN, .read = reader_thp},
	{"user", PLACE_RUN, .read = reader_user},
	{"limit", PLACE_RUN, .read = reader_limit},
	{"env", PLACE_RUN, reader_env, .repeated = true},
	{"input", PLACE_RUN, .read = reader_input},
	{"press", PLACE_RUN, .read = reader_press},
	{"stdout", PLACE_RUN, .read = reader_stdout_kind},
	{"malloc", PLACE_RUN, .read = reader_malloc},
	{"faults", PLACE_RUN, .read = reader_faults},
	{"in full", PLACE_RUN, .read = reader_in_full},

	{"needs", PLACE_TOOL, .read = reader_needs},
	{"output", PLACE_TOOL, .read = reader_output},

	{"name", PLACE_NOTE, .read = reader_name, .repeated = true},
	{"says", PLACE_NOTE, reader_says, .prose = true, .translated = true, .named = true},
	{"why", PLACE_NOTE, reader_why, .prose = true, .translated = true},
	{"hint", PLACE_NOTE, reader_hint, .prose = true, .translated = true,
		.repeated = true},
	{"code", PLACE_NOTE, reader_code, .prose = true, .repeated = true},
	{"notes", PLACE_NOTE, reader_take_notes, .repeated = true},

	{"why", PLACE_SHARED, reader_why, .prose = true, .translated = true},
	{"hint", PLACE_SHARED, reader_hint, .prose = true, .translated = true,
		.repeated = true},
	{"code", PLACE_SHARED, reader_code, .prose = true, .repeated = true},

	{"head", PLACE_TABLE, reader_head, .prose = true, .translated = true},
	{"row", PLACE_TABLE, reader_row, .prose = true, .repeated = true},

	{"mark", PLACE_PICTURE, reader_mark, .prose = true, .repeated = true},
	{"area", PLACE_PICTURE, reader_area, .prose = true, .repeated = true},

	{"box", PLACE_MEMORY, reader_box, .prose = true, .repeated = true},
	{"number", PLACE_MEMORY, reader_number, .prose = true, .repeated = true},
	{"size", PLACE_MEMORY, reader_size, .prose = true, .repeated = true},
	{"pointer", PLACE_MEMORY, reader_pointer, .prose = true, .repeated = true},
	{"link", PLACE_MEMORY, reader_link, .prose = true, .repeated = true},
	{"bytes", PLACE_MEMORY, reader_bytes, .prose = true, .repeated = true},

	{"says", PLACE_ASK, reader_ask_says, .prose = true, .translated = true},
	{"about", PLACE_ASK, reader_about, .prose = true, .translated = true},
	{"answer", PLACE_ASK, reader_answer, .prose = true},
	{"choice", PLACE_ASK, reader_choice, .prose = true, .repeated = true},
	{"thing", PLACE_ASK, reader_thing, .prose = true, .repeated = true},
	{"because", PLACE_ASK, reader_because, .prose = true, .translated = true},
};

enum { DIRECTIVES = sizeof directives / sizeof *directives };

/* Beneath another line every word is a label, with its colon right behind it. */
static bool is_label(enum directive_place place)
{
	return place >= PLACE_RUN;
}

/* At column 0 stands also what may stand in a branch. */
static bool may_stand(const struct directive *directive, enum directive_place place)
{
	return directive->place == place ||
		(place == PLACE_TOP && directive->place == PLACE_ITEM);
}

/* The colon of a label, behind the name that may stand in front of it; else `end` itself. */
static const char *colon_of(
	struct expect_reader *reader, const char *end, struct heading *heading)
{
	const char *at = text_skip_blanks(end);
	const char *colon = at + strcspn(at, " \t:");

	heading->name = NULL;
	if (!heading->directive->named || at == end || colon == at || *colon != ':')
		return end;
	heading->name = pool_copy(reader->pool, at, colon - at);
	return colon;
}

/* Does the line begin with the word? If so, fills the heading. */
static bool begins(struct expect_reader *reader, const struct source_line *line,
	const struct directive *directive, struct heading *heading)
{
	const char *text =
		directive->prose ? line->text : reader_uncommented(reader, line->text);
	const char *end = text + strlen(directive->word);

	if (!text_starts(text, directive->word))
		return false;
	heading->language = ENGLISH;
	if (directive->translated)
		end = source_language(end, &heading->language);
	heading->directive = directive;
	end = colon_of(reader, end, heading);
	if (is_label(directive->place) ? *end != ':'
				       : *end && *end != ':' && !text_is_blank(*end))
		return false;
	heading->line = line;
	heading->text = text;
	heading->rest = text_skip_blanks(is_label(directive->place) ? end + 1 : end);
	return !directive->is_meant || directive->is_meant(heading);
}

bool directive_find(struct expect_reader *reader, const struct source_line *line,
	enum directive_place place, struct heading *heading)
{
	for (int i = 0; i < DIRECTIVES; i++)
		if (may_stand(&directives[i], place) &&
			begins(reader, line, &directives[i], heading))
			return true;
	return false;
}

/* --- what is wrong with a line ---------------------------------------------------------- */

/* "lab, build, run": what may stand at that place. */
static const char *words_of(struct pool *pool, enum directive_place place)
{
	const char *colon = is_label(place) ? ":" : "";
	const char *words = "";
	const char *before = "";

	for (int i = 0; i < DIRECTIVES; i++) {
		const char *word = directives[i].word;

		if (may_stand(&directives[i], place) && strcmp(word, before) != 0)
			words = text_listed(pool, words, M_LIST_COMMA,
				pool_printf(pool, "%s%s", word, colon));
		before = word;
	}
	return words;
}

/* A directive that has no place where the line stands. */
static int refuse_misplaced(struct expect_reader *reader, const struct heading *heading)
{
	int line = heading->line->number;

	switch (heading->directive->place) {
	case PLACE_CLOSING: return reader_fail(reader, line, M_EXPECT_STRAY, heading->text);
	case PLACE_RESERVED:
		return reader_fail(
			reader, line, M_EXPECT_RESERVED, heading->directive->word);
	default:
		return reader_fail(
			reader, line, M_EXPECT_IN_BRANCH, heading->directive->word);
	}
}

int directive_refuse(struct expect_reader *reader, const struct source_line *line,
	enum directive_place place)
{
	static const enum directive_place others[] = {
		PLACE_TOP, PLACE_CLOSING, PLACE_RESERVED};
	const char *words = words_of(reader->pool, is_label(place) ? place : PLACE_TOP);
	struct heading found;

	for (size_t i = 0; !is_label(place) && i < sizeof others / sizeof *others; i++)
		if (directive_find(reader, line, others[i], &found))
			return refuse_misplaced(reader, &found);
	switch (place) {
	case PLACE_RUN:
	case PLACE_TOOL:
		return reader_fail(
			reader, line->number, M_EXPECT_OPTION, line->text, words);
	case PLACE_NOTE:
	case PLACE_SHARED:
		return reader_fail(reader, line->number, M_EXPECT_NOTE, words, line->text);
	case PLACE_TABLE:
		return reader_fail(reader, line->number, M_EXPECT_TABLE, words, line->text);
	case PLACE_PICTURE:
	case PLACE_MEMORY:
		return reader_fail(
			reader, line->number, M_EXPECT_PICTURE_LINE, words, line->text);
	case PLACE_ASK:
		return reader_fail(
			reader, line->number, M_EXPECT_ASK_LINE, words, line->text);
	default:
		return reader_fail(
			reader, line->number, M_EXPECT_DIRECTIVE, words, line->text);
	}
}

/* --- all lines beneath another ---------------------------------------------------------- */

/* Where a reader knows no line, it is that of the directive. */
int directive_read(struct expect_reader *reader, const struct heading *heading)
{
	reader->at++;
	if (heading->directive->read(reader, heading) == 0)
		return 0;
	return *reader->err->file ? -1 : reader_fail_at(reader, heading->line->number);
}

int directive_read_beneath(struct expect_reader *reader, int indent,
	enum directive_place place, struct heading *heading)
{
	bool seen[DIRECTIVES][LANGUAGES] = {{false}};
	const struct source_line *line;

	while ((line = reader_peek(reader)) && line->indent > indent) {
		bool *before;

		if (!directive_find(reader, line, place, heading))
			return directive_refuse(reader, line, place);
		before = &seen[heading->directive - directives][heading->language];
		if (*before && !heading->directive->repeated)
			return reader_fail(
				reader, line->number, M_EXPECT_NOTE_TWICE, line->text);
		*before = true;
		if (directive_read(reader, heading) != 0)
			return -1;
	}
	return 0;
}
