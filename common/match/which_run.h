/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_WHICH_RUN_H
#define VMLAB_MATCH_WHICH_RUN_H

#include "lab_evidence.h"

/* Which of the performed runs a failure is about. */

/* NULL of one that is about none. */
const struct performed *which_run(
	const struct lab_evidence *evidence, const struct result *failed);

/* The run from which an address comes, where the failure compares several. */
const struct performed *which_run_of_value(const struct lab_evidence *evidence,
	const struct result *failed, const char *address);

#endif
