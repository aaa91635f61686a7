/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FAULTS_H
#define VMLAB_EVIDENCE_FAULTS_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/number.h"
#include "../base/text.h"

/*
 * The page faults of a run, one by one, and what was mapped when: what the kernel's ring
 * buffers have told. Times are nanoseconds from the lab's execve on, by the clock of strace's
 * stamps, which is that of the day: where somebody sets it during a run, faults come to stand at
 * other calls. What stands behind which line of the trace is told by `log_lines`, how many lines
 * of the log there were by then: a line is there from the moment at which the system call begins.
 */

struct fault {
	number time;
	int pid;
	int tid;
	bool kernel; /* taken in kernel mode, as by read(2) that fills a buffer */
	number ip;   /* the instruction that took it */
	number address;
	int log_lines;
	const char *file; /* the name of the file that the instruction is from, or NULL */
	const char *function; /* and its function, where the file tells, or NULL */
	int line; /* of the text below that tells of it, 0: it has not been written */
};

/* A mapping that has come: by mmap(2), and by execve(2) for the program and its loader. */
struct mapped {
	number time;
	int pid;
	number start;
	number end;
	number offset;    /* in the file */
	char access[5];   /* "r-xp" */
	const char *path; /* as the kernel names it: "/usr/lib/…", "[stack]", "//anon" */
	int log_lines;
};

/* A process that has come by fork(2), and has what its parent had mapped. */
struct forked {
	number time;
	int pid;
	int parent;
	int log_lines;
};

/* All of a run, each list in the order of time. Everything is owned by a pool. */
struct fault_log {
	struct fault *faults;
	int count;
	struct mapped *mapped;
	int mapped_count;
	struct forked *forked;
	int forked_count;
	number lost;    /* how many faults there were of which no record came */
	bool user_only; /* the faults taken in kernel mode are not among them */
};

/* The mapping from which a process executes at an address at that time; NULL: none is known. */
const struct mapped *faults_code_at(
	const struct fault_log *log, int pid, number time, number address);

/* The line of the trace behind which a record stands; `stamps` as trace_unstamp() gives them. */
void faults_place(struct fault_log *log, const number *stamps, int lines);

/*
 * As text, a record a line, in the order of time, and what is told of the whole before them:
 *
 *     lost COUNT
 *     user-mode
 *     fault TIME LINES PID TID user|kernel ADDRESS IP FUNCTION|- FILE|-
 *     mapped TIME LINES PID START END OFFSET ACCESS PATH
 *     forked TIME LINES PID PARENT
 */
struct bytes faults_text(struct pool *pool, const struct fault_log *log);

/* The opposite. -1 with the line of the text where it makes no sense. */
int faults_parse(struct pool *pool, const char *text, size_t size, struct fault_log *log,
	struct err *err);

#endif
