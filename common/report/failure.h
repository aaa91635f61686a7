/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FAILURE_H
#define VMLAB_REPORT_FAILURE_H

#include "report.h"

/*
 * What every report tells of a failure: the screen of a lesson (lesson_failure.h) chooses among these
 * pieces, and the others tell all of them. They need only what the result has kept.
 */

/*
 * What is expected and what is measured, in words and under each other, with the names of those who
 * say so, where the program and a record say the same thing differently.
 */
void failure_tell_sides(const struct face *face, const struct result *failed, int indent);

/* What was read for the formula, and the formula with the numbers in it, as far as there is one. */
void failure_tell_formula(const struct face *face, const struct result *failed, int indent);

/* Does a name of the failure before this one come from the same line? */
bool failure_origin_is_joined(const struct result *failed, const struct origin *origin);

/*
 * All that is known of a failed check of the lab, each on lines of its own: what is expected and
 * measured, whose numbers these are, the lines of the output, where each number comes from, the formula
 * as the expected file has it and with its numbers, the statement of the source, the same by hand, and
 * what it means.
 */
void failure_report(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent);

/*
 * Print expected and measured of a failed check that is not explained in full, and where its
 * names come from, unless an earlier failure of the lab has told it already.
 */
void failure_report_briefly(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent);

/*
 * Of mistakes that cannot be told apart so many are named. More help nobody: behind them stands that there
 * are others like these.
 */
enum { MISTAKES_NAMED = 3 };

/* What is told at that place of the mistakes that the lab's failures look like; NULL behind the last. */
const char *failure_mistake(const struct lab_result *lab, int index);

#endif
