/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_PARSE_EXPECT_READER_H
#define VMLAB_PARSE_EXPECT_READER_H

#include "expect.h"
#include "source.h"

/* What the files of the expected files' parser share; nobody else includes it. */

struct expect_reader {
	struct pool *pool;
	const char *file;
	struct source source;
	int at;    /* the next line to read */
	int depth; /* of either and when around it */
	struct expect *expect;
	struct err *err;
};

/* The next line, not consumed; NULL at the end. */
const struct source_line *reader_peek(const struct expect_reader *reader);

/* -1 with a message about this line. */
int reader_fail(struct expect_reader *reader, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* -1, putting file and line to the message that a parser without them left. */
int reader_fail_at(struct expect_reader *reader, int line);

/*
 * Split off the first word of `*at`, owned by the pool, and skip the blanks behind it. A
 * word in double quotes may hold blanks; \n, \t, \" and \\ are its escapes. NULL at the end
 * of the text, or with an error set when a quote is not closed.
 */
const char *reader_word(struct expect_reader *reader, const char **at);

/* Does `text` begin with `word`, followed by a blank, a colon or nothing? */
bool reader_first_word_is(const char *text, const char *word);

/* What follows `word`, with which `text` begins, and the blanks behind it. */
const char *reader_rest_of(const char *text, const char *word);

/* The text without a comment (" # …" outside quotes) at its end. */
const char *reader_uncommented(struct expect_reader *reader, const char *text);

/* The run of that name, the tool, or either of them; NULL when there is none. */
struct run_spec *reader_find_run(struct expect_reader *reader, const char *name);
struct run_spec *reader_find_tool(struct expect_reader *reader, const char *name);
struct run_spec *reader_find_owner(struct expect_reader *reader, const char *name);

struct build_spec *reader_find_build(struct expect_reader *reader, const char *name);

/* Read "NAME:" at the start of `*at`, without the colon; NULL when it is not there. */
const char *reader_label(struct expect_reader *reader, const char **at);

/* Read the words up to the end; the text is not used up when a quote is not closed. */
struct word *reader_words(struct expect_reader *reader, const char **at);

/* Is it a name: letters, digits and _, not beginning with a digit? */
bool reader_is_name(const char *text);

/* Read a "build", a "run" or a "tool" directive and the options beneath it. */
int reader_build(struct expect_reader *reader, const struct source_line *line);
int reader_run(struct expect_reader *reader, const struct source_line *line);
int reader_tool(struct expect_reader *reader, const struct source_line *line);

/* Is the line the definition of a tool, and not a section about one? */
bool reader_defines_tool(const char *text);

/*
 * Two lines of prose as one. Words are kept apart by a blank, unless both sides are Chinese
 * or one is a Chinese mark, which are written without.
 */
const char *reader_joined(struct expect_reader *reader, const char *text, const char *more);

/* Read a line that judges, with all that is beneath it, and append it to a list of items. */
int reader_item(
	struct expect_reader *reader, const struct source_line *line, struct item ***last);

/* The readers of single directives that judge, each of which fills the item. */
typedef int directive_reader(
	struct expect_reader *reader, const struct source_line *line, struct item *item);
directive_reader reader_stdout, reader_stderr, reader_syscalls, reader_tool_section,
	reader_pause, reader_pauses, reader_elf;

/*
 * Read the names of runs up to the colon in `*at` into a list, and move `*at` behind it; of
 * the only run when no name is there. `sliced`, where not NULL, receives a slice "A..B"
 * that may follow the names.
 */
int reader_runs(struct expect_reader *reader, int line, const char **at,
	struct run_list **first, const struct slice **slice);

/* Read a title, an explanation, a table or a picture, with what is beneath it. */
int reader_title(struct expect_reader *reader, const struct source_line *line);
int reader_explanation(struct expect_reader *reader, const struct source_line *header);
int reader_table(struct expect_reader *reader, const struct source_line *header);
int reader_picture(struct expect_reader *reader, const struct source_line *header);

/*
 * Read the notes (says, why, hint, each with or without .zh) that are indented deeper than
 * `indent`. A says belongs to `whole`, the rest to `notes`; the two may be the same.
 */
int reader_notes(
	struct expect_reader *reader, int indent, struct notes *notes, struct notes *whole);

/* Hold every name in the file to the captures that come before it. */
int reader_check_names(struct expect_reader *reader);

#endif
