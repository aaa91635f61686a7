/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PERFORM_H
#define VMLAB_EXAMINE_PERFORM_H

#include "examination.h"

/*
 * Perform the run of a performed, keep its evidence, and parse what was seen into the performed's
 * record. In two halves, like observe_begin and observe_end, of which the first may overlap
 * with the second of the run before. NULL or -1 only when the harness itself fails. A run
 * that changes what later ones rest on becomes the examination's damage.
 */
struct begun;
struct begun *perform_begin(struct context *context, struct examination *examination,
	struct performed *performed, struct err *err);
int perform_end(struct begun *begun, struct err *err);

/* End a begun that has begun, without its run and without a record. */
void perform_abandon(struct begun *begun);

#endif
