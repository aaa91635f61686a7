/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_STATEMENTS_H
#define VMLAB_MATCH_STATEMENTS_H

#include "eval.h"

/* Judge statements one after the other, up to the first that does not hold. */
void statements_hold(struct lab_evidence *evidence, const struct scope *scope,
	const struct statement *statements, struct result *result);

#endif
