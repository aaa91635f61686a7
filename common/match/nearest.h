/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_NEAREST_H
#define VMLAB_MATCH_NEAREST_H

#include "lab_evidence.h"

/* The line of a trace that comes closest to one that is missing. */
struct nearest {
	const struct line *line; /* NULL: the trace has no call or signal of that name */
	struct differing at; /* the first argument, or the result, that is another one */
	bool equal;          /* it is such a line, and stands elsewhere */
	const char *name;    /* of the wanted call or signal; NULL where it is not plain */
	bool is_signal;
	bool is_end; /* wanted is "+++ exited with 0 +++" or its like */
};

/*
 * Of the lines behind the one numbered `behind`, the first of those of the same call in which most
 * arguments are those of `wanted`: a line as strace has it, with "..." for any text.
 */
struct nearest nearest_find(
	struct pool *pool, const struct lines *lines, int behind, const char *wanted);

/* An argument of a line of a trace that is another one than wanted. */
struct other_argument {
	int ordinal;         /* from 1; 0: it is the result */
	struct differing at; /* nothing where the line has none */
	const char *wanted;
};

enum { MOST_OTHERS = 17 };

/* All of those of the line, in their order: how many there are. */
int nearest_others(struct pool *pool, const char *wanted, const char *line,
	struct other_argument others[MOST_OTHERS]);

/* Up to this line of its trace the loader and the C library prepare the program; 0: none. */
int nearest_start(struct pool *pool, const struct record *record);

#endif
