/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_H
#define VMLAB_REPORT_LESSON_H

#include "../match/lab_evidence.h"
#include "../ledger/glossary_use.h"
#include "report.h"

/* What the lesson tells besides the results, above all where it sends its reader. */
struct lesson_links {
	const char *guide; /* "labs/03-page-fault-counting/README.md" */
	bool copied;       /* the program is the student's copy in my/ */
	int next;          /* the number of the lab after this one, 0: it is the last */
	const struct term_list *terms;   /* the words that it explains; NULL: none */
	const struct glossary *glossary; /* for those of a failure; NULL: none */
};

/* The lines of the screen when the lab has passed, and when it has not. */
enum { LINES_PASSED = 40, LINES_FAILED = 48 };

/*
 * Tell one lab on one screen: its table or picture, a line for each part, of a failure the cause
 * and the mistake where it is known, what it means, and what can be done next. What does not fit is
 * told by lesson_in_full() and lesson_part().
 */
void lesson(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct lesson_links *links);

/* Tell everything: each run, each check, and the first failure with all that is known of it. */
void lesson_in_full(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct lesson_links *links);

/* The same of the checks of one part. False, with nothing printed, when the lab has none of it. */
bool lesson_part(const struct face *face, const struct lab_result *lab,
	const struct lesson_links *links, int part);

#endif
