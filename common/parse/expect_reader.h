/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_PARSE_EXPECT_READER_H
#define VMLAB_PARSE_EXPECT_READER_H

#include "expect.h"

/* What the files of the expected files' parser share; nobody else includes it. */

struct source_line {
	const char *text; /* without indentation and blanks at the end; never empty */
	int indent;       /* columns */
	int number;
};

struct expect_reader {
	struct pool *pool;
	const char *file;
	struct source_line *lines; /* blank lines and comments are left out */
	int count;
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

struct run_spec *reader_find_run(struct expect_reader *reader, const char *name);

/* Read a "build" or a "run" directive and the options beneath it. */
int reader_build(struct expect_reader *reader, const struct source_line *line);
int reader_run(struct expect_reader *reader, const struct source_line *line);

/*
 * Two lines of prose as one. Words are kept apart by a blank, unless one of the two sides is
 * Chinese, which is written without.
 */
const char *reader_joined(struct expect_reader *reader, const char *text, const char *more);

/* Read a line that judges, with all that is beneath it, and append it to a list of items. */
int reader_item(
	struct expect_reader *reader, const struct source_line *line, struct item ***last);

/* Read a title, an explanation or a table, with what is beneath it. */
int reader_title(struct expect_reader *reader, const struct source_line *line);
int reader_explanation(struct expect_reader *reader, const struct source_line *header);
int reader_table(struct expect_reader *reader, const struct source_line *header);

/*
 * Read the notes (says, why, hint, each with or without .zh) that are indented deeper than
 * `indent`. A says belongs to `whole`, the rest to `notes`; the two may be the same.
 */
int reader_notes(
	struct expect_reader *reader, int indent, struct notes *notes, struct notes *whole);

/* Hold every name in the file to the captures that come before it. */
int reader_check_names(struct expect_reader *reader);

#endif
