/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_FAILURE_H
#define VMLAB_REPORT_LESSON_FAILURE_H

#include "../match/lab_evidence.h"
#include "hints.h"
#include "report.h"
#include "screen.h"

/* How the lesson tells a failure, on the screen. */

/*
 * The check that explains the others: what is expected and measured, where, and what it means. What sets
 * a number that is printed may be left out, where there is no room for it.
 */
void failure_tell(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause);

/* Of that only the sentences: neither the run nor the evidence, the formula and the source. */
void failure_tell_briefly(const struct face *face, const struct lab_evidence *evidence,
	const struct result *cause);

/* Which other parts of the lab fail, and in how many checks; nothing where none does. */
void failure_tell_others(
	const struct face *face, const struct lab_result *lab, const struct result *cause);

/* The known mistakes that the failures look like, or that there is none. */
void failure_tell_mistakes(const struct face *face, const struct lab_result *lab);

/* The first hint: where nothing better is known, on what was told of the source. */
const char *failure_first_hint(
	struct pool *pool, const struct lab_result *lab, const struct result *cause);

/* Print it, under its heading. */
void failure_tell_hint(
	const struct face *face, const struct lab_result *lab, const struct result *cause);

/* All hints on what explains the lab's failures. */
struct hints failure_hints(
	struct pool *pool, const struct lab_result *lab, const struct result *cause);

#endif
