/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_WATCH_H
#define VMLAB_RUN_WATCH_H

#include "run.h"

/*
 * Let the run go on until it is over or has to be stopped, collecting what it says; then
 * kill what is left of it.
 */
void watch(struct run *run);

#endif
