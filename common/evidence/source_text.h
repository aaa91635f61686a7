/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_TEXT_H
#define VMLAB_EVIDENCE_SOURCE_TEXT_H

#include "../base/text.h"

/*
 * Where something stands in a C source, found by its text: comments do not count. A source that is
 * no C gives something or nothing, and no error.
 */

/* The first statement that has it, in one line, and where it begins. */
struct source_match {
	const char *text;  /* NULL: there is none */
	const char *words; /* that were found in it */
	int line;
	int count; /* how many lines have it */
};

/*
 * The lines in which a function of that name is called, or defined; a call with no argument but
 * `except` is none, unless that is NULL.
 */
struct source_match source_text_calls(struct pool *pool, const struct bytes *source,
	const char *function, const char *except);

/*
 * The lines with a string literal that prints this line of output, or a line that begins so: what
 * stands in front of its first number, or around its first colon, is looked for, and where it is
 * several words the first of them, as the others may be put in.
 */
struct source_match source_text_prints_line(
	struct pool *pool, const struct bytes *source, const char *printed);

#endif
