/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_PAGE_LOOKS_H
#define VMLAB_RUN_PAGE_LOOKS_H

#include "run.h"

/*
 * The looks at which pages of a run's processes are in memory, where the launch asks for them.
 * Of a long run there are some hundred, spread evenly over it.
 */

/*
 * Look at a process, of which the thread `tid` waits before a call. It may be the turn of another
 * call.
 */
void page_looks_at_call(struct run *run, pid_t pid, pid_t tid);

/* Look at a process in any case; `view` is whose files of /proc tell of it. */
void page_looks_take(struct run *run, pid_t pid, pid_t tid, pid_t view);

#endif
