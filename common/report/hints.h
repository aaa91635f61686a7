/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_HINTS_H
#define VMLAB_REPORT_HINTS_H

#include "../lang/mistakes.h"
#include "../match/lab_evidence.h"
#include "report.h"

/*
 * The hints on a failure, from vague to plain: those of the mistake that it looks like, where that
 * is known and has some, else those of the line that failed, else what helps with any such line.
 */

struct hints {
	const char *at[HINTS]; /* in the reader's language */
	int count;
};

/*
 * `notes` are those of the line that failed, `item` is what it stands in, and `mistake` what the
 * failure looks like; each may be NULL.
 */
struct hints hints_on(
	const struct notes *notes, const struct item *item, const struct mistake *mistake);

/*
 * What a failure means: what its line says of it, else what any failure of that kind means, by what
 * was expected and what was measured.
 */
const char *failure_meaning(const struct face *face, const struct result *failed);

#endif
