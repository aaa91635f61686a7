/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_PATTERN_H
#define VMLAB_LANG_PATTERN_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/language.h"
#include "../base/pool.h"
#include "expr.h"

/* One piece of a pattern line. */
enum piece_kind {
	PIECE_TEXT,   /* these bytes */
	PIECE_BLANK,  /* one or more blanks */
	PIECE_ANY,    /* "...": any text, also none */
	PIECE_NUMBER, /* "$name": a number */
	PIECE_HEX,    /* "$name:hex": a number in hexadecimal without 0x, as in "7f1b-" */
	PIECE_WORD,   /* "$name:word": letters, digits and _ . $ @ - */
	PIECE_VALUE,  /* "$(expr)": a number with this value */
};

struct piece {
	enum piece_kind kind;
	const char *text; /* PIECE_TEXT: the bytes; otherwise as written */
	size_t length;
	const char *name;  /* PIECE_NUMBER, PIECE_HEX, PIECE_WORD */
	struct expr *expr; /* PIECE_VALUE */
	struct piece *next;
};

enum { HINTS = 3 };

/* What is said about a line of an expected file, per language; NULL where nothing is. */
struct notes {
	const char *says[LANGUAGES];        /* the check as a sentence */
	const char *why[LANGUAGES];         /* what a mismatch means */
	const char *hint[HINTS][LANGUAGES]; /* from vague to plain */
};

enum pattern_kind {
	PATTERN_LINE,   /* must be there, in order */
	PATTERN_FORBID, /* "! …": must not be between its neighbours */
	PATTERN_ONLY,   /* "only …": all that may be between its neighbours */
	PATTERN_TIMES,  /* "N times: …": exactly N of them between its neighbours */
	PATTERN_SKIP,   /* "..." alone: any lines */
};

struct pattern {
	enum pattern_kind kind;
	struct piece *pieces;
	struct expr *times;
	const char *source; /* the line as written, without its indentation */
	int line;           /* in the expected file */
	struct notes notes;
	struct pattern *next;
};

/*
 * Parse one line of a section. On an error NULL with a message; the caller adds file and
 * line. The pattern, owned by the pool, keeps a pointer to `source`.
 */
struct pattern *pattern_parse(struct pool *pool, const char *source, struct err *err);

/* The same for a cell of the lesson's table, where only $(expr) has a meaning. */
struct pattern *pattern_parse_cell(struct pool *pool, const char *source, struct err *err);

#endif
