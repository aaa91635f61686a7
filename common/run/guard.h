/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_GUARD_H
#define VMLAB_RUN_GUARD_H

#include <sys/types.h>

/*
 * Keep this process, and all that it becomes and starts, from doing harm to those above it
 * (the harness and who has started it, keeper, tracer; 0 where there is none), by a filter of
 * system calls (seccomp(2)): from signals to them, from debugging anybody and writing into
 * another's memory, from children of clone(2) that are not traced, and from io_uring, which works
 * without system calls. Such a call fails with EPERM and stands in the trace.
 *
 * A process of the same user can do more than that: evidence/misdeed.h has what is seen of it, as a
 * child of clone3(2) that is not traced: its flags stand in memory, where no filter looks.
 * Where the kernel has no filters, nothing happens.
 */
enum { GUARDED = 5 };
void guard_raise(const pid_t above[GUARDED]);

#endif
