/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_OBSERVED_CALLS_H
#define VMLAB_REPORT_OBSERVED_CALLS_H

#include "observed.h"

/*
 * Tell the memory calls of a run, each behind its line in the log, between the lines of its
 * output; text that is told beside others begins at column `indent`.
 */
void observed_tell_calls(
	const struct face *face, const struct observed *observed, int indent);

#endif
