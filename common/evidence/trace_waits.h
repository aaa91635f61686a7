/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_WAITS_H
#define VMLAB_EVIDENCE_TRACE_WAITS_H

#include <stdbool.h>
#include <stddef.h>

/* What a part of strace's log, while it grows, says of a program that waits. */

/*
 * Does it hold the end of a read(2) of thread `tid`, or of the pause(2) that it was in? A
 * read that a signal has interrupted has taken nothing, and is no end.
 */
bool trace_shows_return(const char *log, size_t size, int tid);

/*
 * Does it hold, of any thread, nothing but waiting: calls that only sleep and come back,
 * those that only ask, as for the time, reads that have begun or were interrupted, and
 * signals with the return from their handlers? An empty part does.
 */
bool trace_shows_only_waits(const char *log, size_t size);

#endif
