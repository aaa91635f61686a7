/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_BLAME_H
#define VMLAB_MATCH_BLAME_H

#include "lab_evidence.h"

/*
 * What a machine cannot show is decided by the machine and never by the program. `results`
 * are the verdicts on a student's program, and `own` those on the lab's own, from
 * judge_broadly and on the same machine. They are compared by line of the expected file and
 * by run; only checks of the program count, not those of the suite's other programs.
 */

/* Is any check of the program env? Without one there is nothing to compare. */
bool blame_has_hidden(const struct result *results);

/* Is a check env that was judged with the lab's own program? */
bool blame_is_due(const struct result *results, const struct result *own);

/*
 * Make failures of these checks, with a sentence that says so; what needs one of them is
 * skipped. The strings are owned by the pool.
 */
void blame(struct pool *pool, struct result *results, const struct result *own);

/*
 * After that: is a check env of which the lab's own program does not show that this machine
 * hides it? Then less was judged of the student's program than may be.
 */
bool blame_is_open(const struct result *results, const struct result *own);

#endif
