/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_REPORTS_H
#define VMLAB_RUN_REPORTS_H

#include "run.h"

/*
 * What the shim reports (shim.h), each line once: it tells who the lab is and when it may be let
 * go, which is done here, and what it was refused.
 */

/* Understand the lines that have been collected. */
void reports_understand(struct run *run);

/* Collect what has come since, and understand it. */
void reports_read(struct run *run);

#endif
