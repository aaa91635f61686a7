/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_PERF_STAT_H
#define VMLAB_RUN_PERF_STAT_H

#include <stdbool.h>
#include <sys/types.h>

#include "../base/text.h"
#include "../host/child.h"

/*
 * The perf command beside a run, as a second witness of its page faults. It is told the
 * process that is about to become the lab, `perf stat -p PID`, and when to begin to count.
 * So the lab is not its child, has none of its descriptors, and may run as another user.
 */
struct perf_stat {
	struct child child;
	struct collector told; /* what it prints */
	struct collector answers;
	int control;
};

/*
 * Start it, and wait until it counts. False when it does not: the kernel refuses, or there
 * is no perf that fits. To be ended with perf_stat_end in either case.
 */
bool perf_stat_begin(
	struct perf_stat *perf, pid_t pid, char *const *environment, double limit);

/* End it; what it has printed. */
struct bytes perf_stat_end(struct pool *pool, struct perf_stat *perf);

/*
 * The count in what it printed, -1 when there is none. `*supported` says whether this kernel
 * has such a counter.
 */
long perf_stat_count(const struct bytes *told, bool *supported);

#endif
