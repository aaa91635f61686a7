/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_CONCLUDE_H
#define VMLAB_RUN_CONCLUDE_H

#include "run.h"

/* Make the observation of what was collected. `complaints` is the tracer's own stderr. */
void conclude(struct run *run, const struct bytes *complaints);

#endif
