/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_HINTS_H
#define VMLAB_REPORT_HINTS_H

#include "../lang/mistakes.h"
#include "../match/lab_evidence.h"
#include "report.h"

/*
 * The hints on a failure, from vague to plain: those of the mistake that it looks like, where that
 * is known and has some, else those of the line that failed, else what helps with any such line. Behind
 * them, where the mistake is known, what the lab's own program has in its place.
 */

struct hints {
	const char *at[HINTS + 1]; /* in the reader's language */
	int count;
	bool is_general; /* the first helps with any line of the kind */
};

/*
 * `notes` are those of the line that failed, `item` is what it stands in, and `mistake` what the
 * failure looks like, and `own` the source of the lab's own program; each may be NULL.
 */
struct hints hints_on(struct pool *pool, const struct notes *notes, const struct item *item,
	const struct mistake *mistake, const char *own);

/*
 * What a failure means: what its line says of it, else what any failure of that kind means, by what
 * was expected and what was measured.
 */
const char *failure_meaning(const struct face *face, const struct result *failed);

#endif
