/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_PAUSE_H
#define VMLAB_RUN_PAUSE_H

#include "run.h"

/*
 * Prepare to see the pauses of a run; `slave` is the program's terminal. 0, or -1 with
 * errno set.
 */
int pauses_open(struct run *run, int slave);

/*
 * Look whether the program waits for Enter; if it does, record what the kernel tells of it
 * and press Enter. To be called again and again while the run lasts.
 */
void pauses_look(struct run *run);

/* Seconds for which the program has been watched, as it waits for Enter, to make sure. */
double pauses_patience(const struct run *run);

/* Seconds since Enter was pressed last, or since the run has begun. */
double pauses_idle(const struct run *run);

/* The program's terminal must be let go before its end can be seen. */
void pauses_close(struct run *run);

#endif
