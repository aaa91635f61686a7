/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_WHEN_H
#define VMLAB_MATCH_WHEN_H

#include "condition.h"

/*
 * The side of a `when` that this machine takes; NULL where there is none. Then `attempt`, which is ok
 * at first, is a failure, or says why it cannot be told.
 */
const struct branch *when_side(
	struct lab_evidence *evidence, const struct item *when, struct result *attempt);

/*
 * Does the check of that name stand on a side of a `when` that this machine does not take? It is
 * one of other machines then. False where the file has no check of that name.
 */
bool when_excludes(const struct lab_evidence *evidence, const char *check);

#endif
