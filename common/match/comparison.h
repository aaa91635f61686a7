/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_COMPARISON_H
#define VMLAB_MATCH_COMPARISON_H

#include "eval.h"

/* A relation between numbers that does not hold, as data: whoever tells of it chooses the words. */

enum { FIRST_ADDRESS = 1 << 16 }; /* a smaller number is none */

/* Who speaks on the other side of a number that the program has printed. */
enum against {
	AGAINST_NOTHING, /* nobody, or the program has not printed the number */
	AGAINST_KERNEL,
	AGAINST_MEMORY, /* what stands in the program's own memory */
	AGAINST_FILE,   /* the ELF file, or a tool's text */
};

struct comparison {
	enum relation relation; /* of the measured number to the bound, which does not hold;
				   RELATION_NONE: the values of a series should be the same */
	number measured;
	number bound;
	number tolerance;
	bool measured_hex; /* it is an address */
	bool bound_hex;
	bool hex;           /* both are told as addresses are, because one of them is one */
	bool is_byte;       /* both may be told as characters too */
	bool is_single;     /* there is no other side */
	const char *unit;   /* "page faults", "bytes" …, or NULL */
	const char *values; /* RELATION_NONE: those that there are */
	enum against against;
	bool bound_recorded; /* the bound is no constant, */
	bool bound_printed;  /* and made of nothing but numbers that the program prints */
	bool measured_read;  /* what was measured stands in the program's memory */
	const char *measured_source; /* both sides as the expected file has them */
	const char *bound_source;
};

/*
 * Compare two sides that have values and whose relation, right->relation, does not hold. As measured stands what the
 * program says where only one side is its word, else the side that was recorded, else the left.
 */
struct comparison *comparison_make(const struct scope *scope, const struct side *left,
	const struct side *right, number tolerance);

/*
 * Write two sides as somebody would say them: `$a - 10 == 0` as `$a == 10`, and a number that the
 * program prints by itself, `$printed + 16 == $recorded` as `$printed == $recorded - 16`. Only the
 * expressions change.
 */
void comparison_simplify(const struct scope *scope, struct side *left, struct side *right);

/* Is the side nobody's word: a number of the expected file, or a fact of the machine? */
bool side_is_constant(const struct scope *scope, const struct side *side);

/* A single side that has no value but 0: the values of a series differ, or a number is missing. */
struct comparison *comparison_make_single(
	const struct scope *scope, const struct side *side);

/* What should be, and what is, in words: no names or formulas of the expected file. */
const struct said *comparison_expected(
	struct pool *pool, const struct comparison *comparison);
const struct said *comparison_measured(
	struct pool *pool, const struct comparison *comparison);

/* The condition as the expected file has it, "$a == $b +- 2". */
const char *condition_text(
	struct pool *pool, const struct condition *condition, number tolerance);

/* All that it holds made the pool's own. */
struct comparison *comparison_keep(struct pool *pool, const struct comparison *comparison);

#endif
