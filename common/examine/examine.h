/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_EXAMINE_H
#define VMLAB_EXAMINE_EXAMINE_H

#include "prepare.h"

/*
 * Build, perform every run, and judge. What goes wrong is in the result; -1 only when the
 * evidence cannot be written.
 */
int examine(struct context *context, struct examination *examination, struct err *err);

/*
 * Examine labs that are prepared, one after the other, and call `tell` as each one is finished.
 * Then its evidence is forgotten, and only its results stay; they become a list. `shown` is for
 * `vmlab hint`. -1 only when the evidence cannot be written.
 */
typedef void examination_teller(const struct examination *examination, void *context);
int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err);

#endif
