/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_H
#define VMLAB_REPORT_LESSON_H

#include "../match/lab_evidence.h"
#include "report.h"

/* Where the lesson sends its reader. */
struct lesson_links {
	const char *guide; /* "labs/03-page-fault-counting/README.md" */
	bool copied;       /* the program is the student's copy in my/ */
	int hint;          /* which hint of the failing check is shown, from 1 */
};

/*
 * Tell one lab in full: predict, run, check, and then explain, or one hint when a check
 * failed. Under the word CHECK every check is a line, and only the first failure explains.
 */
void lesson(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct lesson_links *links);

/* The sentence that closes the lesson: whether the lab passed, with its counts. */
void lesson_conclude(const struct face *face, const struct lab_result *lab);

/* How many hints the failing check has, and the text of one of them (from 1). */
int lesson_hints(const struct result *result);
const char *lesson_hint(const struct result *result, int number);

#endif
