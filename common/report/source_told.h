/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_SOURCE_TOLD_H
#define VMLAB_REPORT_SOURCE_TOLD_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Tell which line of the program's source a failure is about, as far as its text shows it: the one
 * that prints the line of the output, or the number that comes from it, or that makes the system
 * call. Nothing is printed where the source is not at hand, as of evidence from elsewhere, and
 * nothing of a failure that does not concern the program.
 */
void source_tell(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent);

#endif
