/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_ENDS_H
#define VMLAB_RUN_ENDS_H

#include <linux/seccomp.h>

#include "run.h"

/* The harness's side of announce.h: a last look at the lab before it ends by itself. */

/*
 * The shim reports that it has raised the filter, or the errno of why it has not: take the
 * filter's descriptor from it, and let it go on.
 */
void ends_begin(struct run *run, int error);

/*
 * Take the next call that is announced; false where there is none, or who announced it has been
 * killed. Its process waits in it until it is answered.
 */
bool ends_take(struct run *run, struct seccomp_notif *told);

/*
 * Let it go on. Where the lab exits, or is handed a signal that ends it, the last snapshot is taken
 * first. Which process is the lab is told before its first call, and must have been read.
 */
void ends_answer(struct run *run, const struct seccomp_notif *told);

/* To be called when nothing of the run is alive any more. */
void ends_close(struct run *run);

#endif
