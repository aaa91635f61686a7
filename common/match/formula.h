/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_FORMULA_H
#define VMLAB_MATCH_FORMULA_H

#include "eval.h"
#include "result.h"

/*
 * A formula of the expected file as whoever has not read that file can check it: with the numbers
 * in the place of the names, and parentheses where C would read it otherwise.
 */

/*
 * "0x7ffe1000 - 0x7ffe10b8 > 0", owned by the pool. NULL where nothing is computed, as the two
 * numbers are those that are told anyway, and where a side has no value. `hex`: large numbers are
 * told as addresses are, as in the comparison.
 */
const char *formula_text(const struct scope *scope, const struct expr *left,
	enum relation relation, const struct expr *right, bool hex);

/* What the harness has read for an expression, such as the stack pointer, added to the result. */
void formula_readings(const struct scope *scope, const struct expr *expr, bool hex,
	struct result *result);

#endif
