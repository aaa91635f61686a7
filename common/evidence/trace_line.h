/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_LINE_H
#define VMLAB_EVIDENCE_TRACE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* A line of strace -f -o FILE; strace(1). It need not end in a NUL. */

/* What strace writes at the end of a call that another thread's line cuts in two. */
#define TRACE_UNFINISHED " <unfinished ...>"

/* Reads "1234  " at the start of a line; the bytes it takes, or 0 when it is not there. */
size_t trace_line_pid(const char *text, size_t length, int *pid);

bool trace_line_begins(const char *text, size_t length, const char *prefix);

/* Is it the first half of a call? */
bool trace_line_is_unfinished(const char *text, size_t length);

/* What is behind the pid of a whole line; true ends the search. */
typedef bool trace_visitor(const char *text, size_t length, void *context);

/*
 * Calls `visit` with each whole line of a log until it returns true; the offset of that line,
 * or -1. Lines of other pids are left out, unless `pid` is 0.
 */
long trace_find_line(
	const char *log, size_t size, int pid, trace_visitor *visit, void *context);

#endif
