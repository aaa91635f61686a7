/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_ENDING_H
#define VMLAB_REPORT_ENDING_H

#include "../evidence/record.h"
#include "report.h"

/*
 * Tell how a run ended: its status, or the signal with its code and address, what these
 * mean, and which mapping lies nearest. The cursor is at column `indent`.
 */
void ending_tell(const struct face *face, const struct record *record, int indent);

/* What a code of siginfo_t means, sigaction(2); NULL where its name has to do. */
const char *ending_code_meaning(const char *code);

/* Where the address of a deadly fault lies. */
enum fault_place {
	FAULT_ELSEWHERE,
	FAULT_AT_NULL,
	FAULT_BELOW_STACK, /* the main thread's stack is used up */
	FAULT_IN_GUARD,    /* that of another thread */
	FAULT_READ_ONLY,   /* in what is mapped of a file, and may not be written */
};

/* As far as the last look shows it. */
enum fault_place ending_kind(const struct record *record, number address);

#endif
