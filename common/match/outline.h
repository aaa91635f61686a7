/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_OUTLINE_H
#define VMLAB_MATCH_OUTLINE_H

#include <stdbool.h>

#include "../base/number.h"

/* Texts and numbers without what differs from run to run and from machine to machine. */

/*
 * Which numbers stay: 0 always, but not in a structure; others neither there nor behind the text of
 * a call, as they hang on how long that is.
 */
enum kept_numbers { KEEP_ZERO, KEEP_SIZES, KEEP_DECIMAL };

/*
 * The words of a line. A number stands as N unless it stays as it is: KEEP_SIZES is for system
 * calls, whose sizes and small numbers are the program's own, and other numbers the machine's. Of
 * a path the last name stays. A long line is cut.
 */
const char *outline_text(
	struct pool *pool, const char *text, size_t length, enum kept_numbers kept);

/* Is the number small, or so many pages? Then it is nearly always what the program has chosen. */
bool outline_keeps(number value);

#endif
