/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_OBSERVED_H
#define VMLAB_REPORT_OBSERVED_H

#include "../evidence/record.h"
#include "report.h"

/* A run of any program, told without a verdict. */
struct observed {
	const struct record *record;   /* its log_file is NULL where there is no log */
	const struct run_trace *trace; /* of all its processes, or NULL */
	const struct bytes *out;       /* what it printed */
	const char *built;             /* the command that has built it, or NULL */
	struct lines compiler;         /* what that has said, and the file that has it */
	const char *compiler_file;
	bool typed; /* there was an input */
	bool clean; /* it had the environment of a lab's program */
	bool no_huge_pages;
	struct lack randomised; /* why its addresses are, although they should not be */
};

/* Tell what was seen of a run that ended, had to be stopped, or was refused. */
void observed_tell(const struct face *face, const struct observed *observed);

#endif
