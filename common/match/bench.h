/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_BENCH_H
#define VMLAB_MATCH_BENCH_H

#include "stage.h"

/* What bench.c and judge.c share; nobody else includes it. */

/* The state of judging: the results so far, in the order of the checks. */
struct bench {
	struct stage *stage;
	struct result *results;
	struct result **last;
	const char *branch;   /* the either's branch being judged, or NULL */
	bool broad;           /* every branch is tried, and its results are kept */
	struct result *tried; /* those of the branches */
	struct result **tried_last;
};

/* Append a result for a check called `check`, which is ok until something is found. */
struct result *bench_add(
	struct bench *bench, const struct item *item, const char *check, const char *says);

/*
 * Judge one item that has no branches. A section, a line about pauses and one about the end
 * give a result for each run, an "elf" section one for each build, a "check" one, or one for
 * each run that it names.
 */
void bench_judge(struct bench *bench, const struct item *item);

#endif
