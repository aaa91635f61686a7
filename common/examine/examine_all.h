/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_EXAMINE_ALL_H
#define VMLAB_EXAMINE_EXAMINE_ALL_H

#include "examine.h"

/* Called as a lab and all before it are finished. */
typedef void examination_teller(const struct examination *examination, void *context);

/*
 * Examine labs that are prepared, as many at a time as context->options.jobs says, and call
 * `tell` for each of them in their order. Their results become a list. `shown` is as in
 * examine(). -1 where that gives -1, or a worker cannot be begun; the labs before it have been
 * told of then.
 *
 * One at a time, a lab's evidence lasts until it has been told of. More at a time are examined
 * in processes of their own, and only the results come from there.
 */
int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err);

#endif
