/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COUNTER_H
#define VMLAB_HOST_COUNTER_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * The kernel's own count of page faults, PERF_COUNT_SW_PAGE_FAULTS of perf_event_open(2),
 * from the next execve of process `pid` on, its children and threads included.
 *
 * Returns a descriptor, or -1 with errno set when the kernel does not allow it. Where
 * perf_event_paranoid forbids counting in the kernel, only the faults taken in user mode
 * are counted and `*user_only` is true: a few fewer, always the same few.
 */
int counter_open(pid_t pid, bool *user_only);

/* The count so far, or -1. */
long counter_read(int fd);

#endif
