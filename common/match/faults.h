/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_FAULTS_H
#define VMLAB_MATCH_FAULTS_H

#include "eval.h"

/* The page faults of a run, one by one; those of its children are not among them. */

/* Which of them a check speaks of. */
struct fault_choice {
	number start; /* addresses, up to the end, which does not belong to it */
	number end;
	number after; /* times */
	number until;
	const char *
		who; /* "user", "program", "library", "kernel", a function, or NULL: whoever */
};

/* All faults of a run. */
struct fault_choice faults_all(void);

/*
 * Are the faults known that are chosen? False, with the reason: the machine does not tell of
 * them, or not of those in kernel mode, or has lost some.
 */
bool faults_are_known(const struct record *record, const struct fault_choice *choice,
	struct blocked *blocked);

/*
 * The chosen ones as lines, in the order of time: "ADDRESS by FUNCTION in FILE" where the file
 * tells the function, "ADDRESS in FILE", or "ADDRESS in the kernel". Their numbers are those
 * of the evidence's lines.
 */
struct lines faults_lines(
	struct pool *pool, const struct record *record, const struct fault_choice *choice);

/* Compute a reading of the faults, as evaluate_reading() does; only reading.c calls it. */
bool read_fault_reading(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked);

#endif
