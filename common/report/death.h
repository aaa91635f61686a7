/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_DEATH_H
#define VMLAB_REPORT_DEATH_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Tell of a run that a signal has ended: at which address, what lies there, what the code means,
 * and in which line of which source, as far as it is known. Nothing is printed of a run that has
 * ended otherwise.
 */
void death_tell(const struct face *face, const struct lab_evidence *evidence,
	const struct performed *performed, int indent);

#endif
