/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_FOLLOW_H
#define VMLAB_RUN_FOLLOW_H

#include "run.h"

/*
 * Read what strace has written since the last time, and note what it shows: the end of the lab,
 * and of waiting what pause.c asks for (run->shown_in_log).
 */
void follow_log(struct run *run);

#endif
