/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_MISDEED_H
#define VMLAB_EVIDENCE_MISDEED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a run does to what observes it, as far as its trace shows that. A program under test
 * has no reason for any of it, so it is the run's failure whether it had success or not:
 * what else it did may then be missing in the trace.
 */
enum misdeed_kind {
	MISDEED_NONE,
	MISDEED_UNTRACED, /* a process that strace is not told of: CLONE_UNTRACED */
	MISDEED_UNSEEN,   /* one that does not appear in the trace for another reason */
	MISDEED_IO_URING, /* work for the kernel without system calls */
	MISDEED_DEBUGS,   /* another process is taken hold of or written into */
	MISDEED_REACHES,  /* a signal and the like for a process that observes it */
	MISDEED_OPENS,    /* the memory or the descriptors of a process not its own */
};

struct misdeed {
	enum misdeed_kind kind;
	int line;      /* of the log, from 1; 0 where it has no line of its own */
	char call[32]; /* the system call */
};

/*
 * Look for the first misdeed in a log, which begins with the lab's execve. `watchers` are
 * the processes that observe the run. `whole` says that strace has ended by itself, so that
 * the end of each process is there.
 */
struct misdeed misdeed_find(
	const char *log, size_t size, const int *watchers, int watcher_count, bool whole);

#endif
