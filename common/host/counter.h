/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COUNTER_H
#define VMLAB_HOST_COUNTER_H

#include <sys/types.h>

/*
 * The kernel's own count of page faults, PERF_COUNT_SW_PAGE_FAULTS of perf_event_open(2),
 * from the next execve of process `pid` on, its children and threads included.
 *
 * Returns a descriptor, or -1 with errno set when the kernel does not allow it, as where
 * perf_event_paranoid is 2 or more: what may be counted there leaves out the faults in kernel
 * mode, thousands where read(2) fills a buffer, and that is no count of the program's faults.
 */
int counter_open(pid_t pid);

/* The same of those faults alone that had to wait for a disk. */
int counter_open_major(pid_t pid);

/* The count so far, or -1. */
long counter_read(int fd);

#endif
