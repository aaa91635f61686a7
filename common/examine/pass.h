/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PASS_H
#define VMLAB_EXAMINE_PASS_H

#include "examination.h"

/*
 * One pass of a lab: empty its evidence folder, which the caller has opened and locked, build,
 * perform every run, ask every tool, and judge. What goes wrong is in the result; -1 only when
 * the evidence cannot be written.
 */
int examine_once(struct context *context, struct examination *examination, struct err *err);

/* The first half of it: up to the records of the runs. */
int examine_perform(
	struct context *context, struct examination *examination, struct err *err);

#endif
