/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_WORKERS_H
#define VMLAB_EXAMINE_WORKERS_H

#include "examine_all.h"

/*
 * examine_all() with several labs at a time. A worker that does not come to its end, because
 * somebody kills it or there is no memory for it, is an error of its lab alone.
 */
int examine_in_workers(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err);

#endif
