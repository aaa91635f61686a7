/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_CONDITION_H
#define VMLAB_LANG_CONDITION_H

#include "expr.h"

/*
 * Expressions and how they relate to each other:
 *
 *     condition = expr [ relation expr { relation expr } [ +- expr ] ]
 */

enum relation {
	RELATION_NONE,
	RELATION_EQUAL,
	RELATION_UNEQUAL,
	RELATION_LESS,
	RELATION_LESS_EQUAL,
	RELATION_GREATER,
	RELATION_GREATER_EQUAL,
};

/* One side of a condition and how it relates to the side before it. */
struct side {
	enum relation relation; /* RELATION_NONE on the first side */
	struct expr *expr;
	const char *source; /* as written */
	struct side *next;
};

struct condition {
	struct side *sides;
	struct expr *tolerance; /* after +-, or NULL */
};

/* Parse the whole of `text`, as expr_parse() does. */
struct condition *condition_parse(struct pool *pool, const char *text, struct err *err);

/* Call `visit` for every part of every side and of the tolerance, as expr_parts() does. */
int condition_parts(const struct condition *condition, expr_visitor *visit, void *context);

/* How a relation is written: "==", "<=" and so on. */
const char *relation_text(enum relation relation);

#endif
