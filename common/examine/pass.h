/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PASS_H
#define VMLAB_EXAMINE_PASS_H

#include "examination.h"

/*
 * One pass of a lab: empty its evidence folder, which the caller has opened and locked, build,
 * perform every run, ask every tool, and judge. What goes wrong with the program is in
 * the result; -1 only when the harness itself cannot go on: where the evidence cannot be written,
 * a pipe or a process is refused, or a file that is needed has gone.
 */
int examine_once(struct context *context, struct examination *examination, struct err *err);

/* The first half of it: up to the records of the runs. */
int examine_perform(
	struct context *context, struct examination *examination, struct err *err);

#endif
