/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_DOING_H
#define VMLAB_RUN_DOING_H

#include "run.h"

/* Look once more before the run is stopped, and note what each thread does. */
void doing_look(struct run *run);

#endif
