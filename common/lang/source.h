/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_SOURCE_H
#define VMLAB_LANG_SOURCE_H

#include <stddef.h>

#include "../base/language.h"
#include "../base/pool.h"

/* The lines of the files that the suite is described in: expected files and the ledger. */

struct source_line {
	const char *text; /* without indentation and blanks at the end; never empty */
	int indent;       /* columns */
	int number;
};

struct source {
	struct source_line *lines; /* blank lines and comments (# …) are left out */
	int count;
};

/* Split a file, with LF or CRLF, into the lines that say something; owned by the pool. */
void source_split(struct pool *pool, const char *bytes, size_t size, struct source *source);

/* The line of that index, from 0; NULL behind the last one. */
const struct source_line *source_line_at(const struct source *source, int index);

/*
 * What follows a word's language, the ".zh" of "says.zh:", and in `*which` that language; the
 * text itself, and ENGLISH, when it does not begin with one.
 */
const char *source_language(const char *text, enum language *which);

/*
 * What follows "WORD:" or "WORD.zh:" at the start of a line, and in `*which` its language;
 * NULL when the line does not begin so.
 */
const char *source_note(const char *line, const char *word, enum language *which);

#endif
