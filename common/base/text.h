/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_TEXT_H
#define VMLAB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "err.h"
#include "pool.h"

/* One line of a text, without its line end. It may hold NUL bytes: `length` counts. */
struct line {
	const char *text; /* NUL-terminated as well, for printing */
	size_t length;
	int number; /* from 1 */
};

struct lines {
	struct line *at;
	int count;
};

/* Bytes read from a file or a process. `data` is NUL-terminated beyond `size`. */
struct bytes {
	char *data;
	size_t size;
};

/* Are the texts the same, or both NULL? */
bool text_same(const char *a, const char *b);

/* Split `bytes` at line ends, LF or CRLF. The last line needs no line end. */
struct lines text_lines(struct pool *pool, const char *bytes, size_t size);

/*
 * `text` as a person can read it, with nothing invisible left: control characters and bytes
 * that are not UTF-8 as C escapes, blanks at the end as "\x20". Of more than `most` bytes the
 * rest is counted in words, never dropped silently (most 0: no limit), unless it is shorter than they.
 */
char *text_visible(struct pool *pool, const char *text, size_t length, size_t most);

/*
 * The same of a text in several lines: its line ends stay, and the blanks at its end too. It is
 * for texts of our own, in which something of a program's may stand.
 */
char *text_visible_lines(struct pool *pool, const char *text);

/* The number of bytes of the control character at `text`, 0 when it is none. */
size_t text_control_length(const char *text, size_t length);

/*
 * `text` with the escapes \n, \t, \" and \\, and three octal digits as in \004, as the characters
 * that they stand for.
 */
char *text_unescaped(struct pool *pool, const char *text, size_t length);

/* The number of bytes of the UTF-8 character at `text`, 0 when it is not valid UTF-8. */
size_t text_utf8_length(const char *text, size_t length);

/* The number of the UTF-8 character at `text`, which takes `wide` bytes. */
unsigned long text_code_point(const char *text, size_t wide);

/* How many terminal columns a UTF-8 string takes; CJK characters take two. */
int text_columns(const char *text);

/* Cut `text`, in place, where it takes more columns than this. */
void text_cut(char *text, int columns);

/* Does `text` begin with a mark such as 。or （, which has its own room? */
bool text_is_wide_mark(const char *text);

/* Is it a blank or a tab? */
bool text_is_blank(char c);

/* What follows the blanks at the start of `text`. */
const char *text_skip_blanks(const char *text);

/* A copy, owned by the pool, without the blanks on either side. */
const char *text_trimmed(struct pool *pool, const char *text, size_t length);

/* The list with the word behind it, and `comma` between, unless the list is empty. */
const char *text_listed(
	struct pool *pool, const char *list, const char *comma, const char *word);

/* What stands behind the last slash of a path; all of it where there is none, or nothing behind. */
const char *text_base_name(const char *path);

/* How many line ends there are in so many bytes. */
int text_line_ends(const char *text, size_t size);

/* How many lines of a text begin between two of its bytes. */
int text_lines_begun(const struct bytes *text, size_t from, size_t to);

/* Does `text` begin with `prefix`, or end with `suffix`? */
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

#endif
