/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PROGRESS_TABLE_H
#define VMLAB_REPORT_PROGRESS_TABLE_H

#include "report.h"

/* How far a learner is with one lab. */
struct lab_progress {
	int number;
	const char *name; /* "03-page-fault-counting" */
	bool run;         /* it was run, and the rest is known */
	enum status status;
	const char *day; /* "2026-11-29" */
	bool copied;     /* with the copy in my/ */
	int good;        /* of `all` parts, or of checks where the lab has no parts */
	int all;
	bool in_checks;
	int right; /* of `predicted` predictions; of 0 nothing is told */
	int predicted;
};

/* A line for each lab, how many have passed, and which comes next. */
void progress_table(const struct face *face, const struct lab_progress *labs, int count);

#endif
