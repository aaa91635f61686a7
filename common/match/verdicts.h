/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_VERDICTS_H
#define VMLAB_MATCH_VERDICTS_H

#include "lab_evidence.h"

/* What verdicts.c and judge.c share; nobody else includes it. */

/* The state of judging: the results so far, in the order of the checks. */
struct verdicts {
	struct lab_evidence *evidence;
	struct result *results;
	struct result **last;
	const char *branch;   /* the either's branch being judged, or NULL */
	bool broad;           /* every branch is tried, and its results are kept */
	struct result *tried; /* those of the branches */
	struct result **tried_last;
};

/* Append a result for a check called `check`, which is ok until something is found. */
struct result *verdicts_add(struct verdicts *verdicts, const struct item *item,
	const char *check, const struct said *says);

/*
 * Judge one item that has no branches. A section, a line about pauses and one about the end
 * give a result for each run, an "elf" section one for each build, a "check" one, or one for
 * each run that it names.
 */
void verdicts_on_item(struct verdicts *verdicts, const struct item *item);

#endif
