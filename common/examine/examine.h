/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_EXAMINE_H
#define VMLAB_EXAMINE_EXAMINE_H

#include "prepare.h"

/*
 * Examine a lab that is prepared: build, perform every run, and judge. What goes wrong with
 * the program is in the result; -1 as of examine_once() (pass.h).
 *
 * What its runs leave is large, and it is context->pool's. The results are made `kept`'s own,
 * and outlive that. `shown` is for `vmlab hint`: how many hints of a failure have been shown.
 */
int examine(struct context *context, struct examination *examination, int shown,
	struct pool *kept, struct err *err);

#endif
