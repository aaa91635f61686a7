/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_CONDITION_H
#define VMLAB_MATCH_CONDITION_H

#include "eval.h"

/* Does the condition hold? If not, the result says why. */
bool condition_holds(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, struct result *result);

/* Give a result the status and the reason for which an expression has no value. */
void result_block(struct result *result, const struct blocked *blocked);

/* Give it the status and the reason of what could not be recorded. */
void result_lack(struct pool *pool, struct result *result, const struct lack *lack);

#endif
