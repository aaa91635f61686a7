/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPR_H
#define VMLAB_LANG_EXPR_H

#include "../base/err.h"
#include "../base/pool.h"
#include "../base/number.h"

/*
 * The arithmetic of the expected files:
 *
 *     expr   = term { (+ | -) term }
 *     term   = factor { (* | / | % | &) factor }
 *     factor = number | version | $name | $run.name | fact | ( expr ) | - factor
 *            | function ( expr { , expr } ) | constant | reading
 *
 * A fact is a word without a dollar; only `when` may use one. A constant is a name of
 * <elf.h>, as in ET_DYN. A reading is taken from what was recorded:
 *
 *     reading = region ( place ) . field | word ( expr ) | int ( expr ) | byte ( expr )
 *             | frame ( expr ) | stat ( expr ) | auxv ( expr )
 *             | threads | mappings | faults | pc | sp
 *             | faults ( range [ by who ] ) | pages ( range [ by who ] )
 *             | first_fault ( range [ by who ] ) | last_fault ( range [ by who ] )
 *             | resident ( range ) | at ( pause , expr )
 *             | header . field | segment ( type [ , number ] ) . field
 *             | section ( name ) . field | sym ( name ) [ . field ]
 *     place   = expr | [name]
 *     range   = expr [ .. expr ]
 *     who     = user | program | library | kernel | the name of a function
 */
enum { VERSION_STEP = 1000 }; /* version 2.42 has the value 2 * VERSION_STEP + 42 */

enum expr_kind { EXPR_NUMBER, EXPR_NAME, EXPR_FACT, EXPR_BINARY, EXPR_CALL, EXPR_READING };

enum reading {
	READING_REGION, /* of the memory map at a pause */
	READING_WORD,   /* of the program's memory at a pause */
	READING_INT,
	READING_BYTE,
	READING_FRAME, /* of physical memory */
	READING_STAT,  /* of /proc/PID/stat at a pause */
	READING_AUXV,  /* of the auxiliary vector */
	READING_THREADS,
	READING_MAPPINGS, /* how many lines the memory map has */
	READING_PC,       /* of the thread that waits */
	READING_SP,
	READING_FAULTS,
	READING_RESIDENT,  /* bytes of a range that are in memory */
	READING_AT,        /* an expression at another pause of the run */
	READING_FAULTS_IN, /* page faults with their addresses, as the next three */
	READING_PAGES,     /* how many pages took some */
	READING_FIRST_FAULT,
	READING_LAST_FAULT,
	READING_HEADER, /* of the ELF file, this one and all after it */
	READING_SEGMENT,
	READING_SECTION,
	READING_SYMBOL,
};

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
	const char *name; /* EXPR_NAME, EXPR_FACT; EXPR_READING: "[heap]", ".bss", "main", a
			     pause, or who takes the faults */
	char op;          /* EXPR_BINARY: one of + - * / % & */
	enum function function;
	enum reading reading;
	const char *field;  /* EXPR_READING: after the dot, or NULL */
	int nth;            /* of the segments of one type, from 1 */
	struct expr *left;  /* EXPR_BINARY; EXPR_CALL: the first argument; EXPR_READING: the
			      address or number, NULL where `name` says it */
	struct expr *right; /* EXPR_BINARY; EXPR_READING: the end of the range, or NULL */
	struct expr *next;  /* the next argument of a call */
};

/*
 * Parse the whole of `text`. On an error NULL, with a message that quotes the place; the
 * caller adds file and line. Everything is owned by the pool.
 */
struct expr *expr_parse(struct pool *pool, const char *text, struct err *err);

/* Is the reading one of the ELF file, or of the faults of a run? The others belong to a pause. */
bool reading_is_of_file(enum reading reading);
bool reading_is_of_faults(enum reading reading);

/*
 * Call `visit` for every part of the expression, the whole before its parts, until it
 * returns -1. `series` is true for an argument of distinct, same, min or max.
 */
typedef int expr_visitor(const struct expr *part, bool series, void *context);
int expr_parts(const struct expr *expr, bool series, expr_visitor *visit, void *context);

/* The same for the names among the parts: $name and $run.name. */
int expr_names(const struct expr *expr, bool series, expr_visitor *visit, void *context);

#endif
