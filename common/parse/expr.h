/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_PARSE_EXPR_H
#define VMLAB_PARSE_EXPR_H

#include "../base/err.h"
#include "../base/pool.h"
#include "number.h"

/*
 * The arithmetic of the expected files:
 *
 *     expr   = term { (+ | -) term }
 *     term   = factor { (* | / | % | &) factor }
 *     factor = number | version | $name | $run.name | fact | ( expr ) | - factor
 *            | function ( expr { , expr } )
 *     condition = expr [ relation expr { relation expr } [ +- expr ] ]
 *
 * A fact is a word without a dollar; only `when` may use one.
 */
enum { VERSION_STEP = 1000 }; /* version 2.42 has the value 2 * VERSION_STEP + 42 */

enum expr_kind { EXPR_NUMBER, EXPR_NAME, EXPR_FACT, EXPR_BINARY, EXPR_CALL };

enum function {
	FUNCTION_ALIGN_UP,
	FUNCTION_ALIGN_DOWN,
	FUNCTION_MIN,
	FUNCTION_MAX,
	FUNCTION_DISTINCT, /* how many different values a series has */
	FUNCTION_SAME,     /* 1 when all values of a series are equal, else 0 */
};

struct expr {
	enum expr_kind kind;
	number value; /* EXPR_NUMBER */
	bool hex;
	const char *run;  /* EXPR_NAME: the run before the dot, or NULL */
	const char *name; /* EXPR_NAME, EXPR_FACT */
	char op;          /* EXPR_BINARY: one of + - * / % & */
	enum function function;
	struct expr *left; /* EXPR_BINARY; EXPR_CALL: the first argument */
	struct expr *right;
	struct expr *next; /* the next argument of a call */
};

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

/*
 * Parse the whole of `text`. On an error NULL, with a message that quotes the place; the
 * caller adds file and line. Everything is owned by the pool.
 */
struct expr *expr_parse(struct pool *pool, const char *text, struct err *err);
struct condition *condition_parse(struct pool *pool, const char *text, struct err *err);

/* How a relation is written: "==", "<=" and so on. */
const char *relation_text(enum relation relation);

/*
 * Call `visit` for every name in the expression, until it returns -1. `series` is true
 * where the name is the argument of distinct, same, min or max.
 */
typedef int name_visitor(const struct expr *name, bool series, void *context);
int expr_names(const struct expr *expr, bool series, name_visitor *visit, void *context);

#endif
