/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_OWN_LINES_H
#define VMLAB_REPORT_OWN_LINES_H

#include "../base/pool.h"
#include "../lang/mistakes.h"

/*
 * What the lab's own program, the source `own`, has in the place of a mistake, in the reader's
 * language: a few lines are quoted, of many the numbers are told. NULL where nothing is known of them, or
 * the source has no such lines.
 */
const char *own_lines(struct pool *pool, const char *own, const struct mistake *mistake);

#endif
