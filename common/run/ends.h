/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_ENDS_H
#define VMLAB_RUN_ENDS_H

#include "run.h"

/* The harness's side of announce.h: a last look at the lab before it ends by itself. */

/*
 * The shim reports that it has raised the filter, or the errno of why it has not: take the
 * filter's descriptor from it, and let it go on.
 */
void ends_begin(struct run *run, int error);

/*
 * Answer what has been announced. Where the lab exits, or is handed a signal that ends it, the
 * last snapshot is taken first.
 */
void ends_look(struct run *run);

/* To be called when nothing of the run is alive any more. */
void ends_close(struct run *run);

#endif
