/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_H
#define VMLAB_EVIDENCE_TRACE_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/text.h"

/* How a process ended. */
struct ending {
	bool by_signal;
	int status;      /* the exit status, 0 to 255; unused when by a signal */
	char signal[32]; /* "SIGSEGV"; "" when it exited */
};

/*
 * What strace -f -o FILE recorded (strace(1)), made fit for matching:
 * - the pid before each line is gone, and so is everything before the lab's own execve;
 * - of several processes only the first and its threads are left: what a child does is not
 *   what the lab does;
 * - a call that strace printed in two halves, because another thread came between them, is
 *   one line again, at the place of its first half;
 * - constants that this strace has no name for have their names.
 */
struct trace {
	struct lines lines; /* their numbers count in the log from the lab's execve on */
	bool ended;         /* the log holds the end of the lab's first process */
	struct ending ending;
};

/*
 * The offset of the line with which process `pid` becomes `program` (its execve, as argv[0]
 * is written, or as pointers where strace could not read them), or -1. What comes before it is
 * the harness's own.
 */
long trace_start(const char *log, size_t size, int pid, const char *program);

/* Look for the end of process `pid`. False when the log does not hold it. */
bool trace_find_end(const char *log, size_t size, int pid, struct ending *ending);

/*
 * Parse a log that begins with the lab's execve. -1, with the line of the log, when a line
 * has no pid or the last one is cut off.
 */
int trace_parse(struct pool *pool, const char *log, size_t size, int pid,
	struct trace *trace, struct err *err);

/* The lines of all processes of a run, made fit in the same way. */
struct run_trace {
	struct lines lines;
	int *pids; /* of the process that each line is of, and not of its thread */
	int *tids; /* of the thread */
};

int trace_parse_run(struct pool *pool, const char *log, size_t size,
	struct run_trace *trace, struct err *err);

#endif
