/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_MEASURE_H
#define VMLAB_MATCH_MEASURE_H

#include "eval.h"

/*
 * The values that a check has measured, whether it holds or not: the sides of its conditions,
 * the names that its section captures, the ranges of its statements, how a run ended. They are
 * added to the result's list in the order in which they are met. All strings are the pool's.
 */

/* What an expression counts, "page faults" or "bytes", where it says so itself; else NULL. */
const char *measure_unit(const struct expr *expr);

/* Each side of a condition that has a value. */
void measure_condition(const struct scope *scope, const struct condition *condition,
	struct result *result);

/* A range of addresses as a statement names it, from `start` up to `end`. */
void measure_range(const struct scope *scope, const char *name, number start, number end,
	struct result *result);

/* The names that have been bound since there were `before` of them. */
void measure_captures(struct pool *pool, const struct performed *performed, int before,
	struct result *result);

/* How the run ended, and how many pauses it had. */
void measure_ending(
	struct pool *pool, const struct performed *performed, struct result *result);
void measure_pauses(
	struct pool *pool, const struct performed *performed, struct result *result);

#endif
