/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_OBSERVED_LABS_H
#define VMLAB_REPORT_OBSERVED_LABS_H

#include "observed.h"

/* What may be seen of any program that a lab explains, and the claim of the articles. */
struct lesson_seen {
	int lab;
	const char *claim;
};

enum { LESSONS_SEEN = 10 };
extern const struct lesson_seen lessons_seen[LESSONS_SEEN];

/*
 * Name for each of these things that the run shows its line in the log, the lab and the claim.
 * `heading` is printed before the first one, and nothing where there is none.
 */
void observed_tell_labs(const struct face *face, const struct observed *observed,
	const char *heading, int indent);

#endif
