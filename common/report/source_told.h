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
	struct source_setting
		bound; /* what prints the other number, where the program's own make what
					is expected: either may be wrong; its text is NULL: none */
};

/*
 * Find what prints the line of the output, or the number or the address that comes from it, or makes
 * the system call; where a line or a call is missing, what should. False, and `found` has nothing to
 * tell, where the source is not at hand, as of evidence from elsewhere, where the failure does not
 * concern the program, or where nothing was found.
 */
bool source_find(struct pool *pool, const struct lab_result *lab,
	const struct result *failed, struct source_told *found);

/* Print what sets it, and what prints the other number, as a field; nothing where nothing was found. */
void source_tell_from(const struct face *face, const struct source_told *found, int indent);

/* Print all but that, as a field; nothing where nothing was found. */
void source_tell(const struct face *face, const struct source_told *found, int indent);

#endif
