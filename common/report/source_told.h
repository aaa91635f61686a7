/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_SOURCE_TOLD_H
#define VMLAB_REPORT_SOURCE_TOLD_H

#include "../evidence/source_sets.h"
#include "../match/lab_evidence.h"
#include "report.h"

/* Which statement of the program's source a failure is about, as far as its text shows it. */
struct source_told {
	const struct said *says; /* which line does what, or that none does it */
	const char *file;        /* the path of the source */
	const char *text;        /* the statement in one line; NULL: none does it */
	const char *words;       /* of its string literal, or the function that it calls */
	int line;                /* where it begins, else 0 */
	int count;               /* how many such statements there are; the first is told */
	struct source_setting from[MOST_SETTING]; /* of a number: what sets it */
	int from_count;
};

/*
 * Find what prints the line of the output, or the number or the address that comes from it, or makes
 * the system call; where a line or a call is missing, what should. False where nothing can be told: the source is
 * not at hand, as of evidence from elsewhere, or the failure does not concern the program.
 */
bool source_find(struct pool *pool, const struct lab_result *lab,
	const struct result *failed, struct source_told *found);

/* Does that say what sets the number that was printed? */
bool source_tells_from(
	struct pool *pool, const struct lab_result *lab, const struct result *failed);

/*
 * Print what sets it, as a field, and where the program's own numbers make what is expected, what prints
 * the first of them: either may be wrong. Nothing where there is nothing to tell.
 */
void source_tell_from(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent);

/* Print all but that, as a field; nothing where there is nothing to tell. */
void source_tell(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent);

#endif
