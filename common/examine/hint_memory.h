/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_HINT_MEMORY_H
#define VMLAB_EXAMINE_HINT_MEMORY_H

#include "context.h"

/*
 * What `vmlab hint` needs to know of a lab's last run: the line of the expected file that failed
 * first, 0 for none, and how many of its hints have been shown. It is beside the evidence.
 */

/* False when the lab has not been run. */
bool hint_recall(struct context *context, const struct lab *lab, int *line, int *shown);

/* -1 with the error set when it cannot be written. */
int hint_remember(struct context *context, const struct lab *lab, int line, int shown,
	struct err *err);

#endif
