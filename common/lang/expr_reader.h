/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPR_READER_H
#define VMLAB_LANG_EXPR_READER_H

#include "expr.h"

/*
 * What expr.c, expr_reading.c and condition.c share; nobody else includes it. An expression may
 * hold a reading and a reading an expression, so expr.c and expr_reading.c call each other.
 */

struct expr_reader {
	struct pool *pool;
	const char *at;
	struct err *err;
	int depth;
	int terms;
};

void expr_skip_blanks(struct expr_reader *reader);

/* Consume `c` and the blanks in front of it; false when something else is there. */
bool expr_take(struct expr_reader *reader, char c);

/* NULL, with a message that `expected` should stand where the reader is. */
struct expr *expr_refuse(struct expr_reader *reader, const char *expected);

struct expr *expr_new(struct expr_reader *reader, enum expr_kind kind);

/* A name: letters, digits and _, beginning with a letter or _. NULL when there is none. */
const char *expr_word(struct expr_reader *reader);

/* Read a sum: the whole of an expression, as far as it goes. */
struct expr *expr_sum(struct expr_reader *reader);

/*
 * Read what follows the word if it begins a reading. NULL without an error when `word` is
 * the name of none.
 */
struct expr *expr_reading(struct expr_reader *reader, const char *word);

#endif
