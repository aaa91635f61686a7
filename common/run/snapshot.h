/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_SNAPSHOT_H
#define VMLAB_RUN_SNAPSHOT_H

#include "run.h"

/* Try what snapshots need on the process that is to become the lab, and fill run->shown. */
void snapshot_try(struct run *run, pid_t pid);

/* Record what the kernel tells of a process, of which this thread waits for a person. */
struct snapshot *snapshot_take(struct run *run, pid_t pid, pid_t tid);

#endif
