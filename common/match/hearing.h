/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_HEARING_H
#define VMLAB_MATCH_HEARING_H

#include "eval.h"

/* What hearing.c and statements.c share; nobody else includes it. */

/* What one statement is judged with. */
struct hearing {
	struct stage *stage;
	const struct scope *scope;
	const struct statement *statement;
	struct result *result;
};

/*
 * Say that the statement does not hold and what is there instead, on line `line` of the map
 * (0: on none of its lines). Always false.
 */
bool hearing_deny(struct hearing *hearing, const char *measured, int line);

/* Say why the statement cannot be judged, or that a number of it does not exist. False. */
bool hearing_block(struct hearing *hearing, const struct blocked *blocked);

/* Does the statement, which is about the memory map, hold? If not, the result says why. */
bool hearing_of_map(struct hearing *hearing);

#endif
