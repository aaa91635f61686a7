/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_ASSERTION_H
#define VMLAB_MATCH_ASSERTION_H

#include "eval.h"

/* What one statement is judged with. */
struct assertion {
	struct lab_evidence *evidence;
	const struct scope *scope;
	const struct statement *statement;
	struct result *result;
};

/*
 * Say that the statement does not hold and what is there instead, on line `line` of the map
 * (0: on none of its lines). Always false.
 */
bool assertion_deny(struct assertion *assertion, const struct said *measured, int line);

/* Say why the statement cannot be judged, or that a number of it does not exist. False. */
bool assertion_block(struct assertion *assertion, const struct blocked *blocked);

#endif
