/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_MEMORY_H
#define VMLAB_EVIDENCE_TRACE_MEMORY_H

#include "../base/number.h"
#include "trace.h"

/* What a person who asks about memory looks for in a trace. */

struct memory_calls {
	int *at; /* places in the lines of the trace, in order; an execve among them starts
		    another program, or the same one anew */
	int count;
	int loaded; /* up to this line of the log it was the loader's work, 0: none */
};

/*
 * The calls by which the processes of a run changed their maps: brk, mmap and their like, and
 * the clone of a thread, which is given a stack. What the dynamic loader and the start of the C
 * library did before main() is left out, also behind a later execve; what may be the program's
 * own call is never taken for theirs. `pid` is the first process.
 */
void trace_memory_calls(struct pool *pool, const struct run_trace *trace, int pid,
	struct memory_calls *calls);

/* A signal as strace tells of it: "--- SIGSEGV {si_signo=SIGSEGV, si_code=…} ---". */
struct signal_told {
	const struct line *line;
	char code[32];    /* "SEGV_MAPERR" */
	bool has_address; /* si_addr, which only the signals of a fault have */
	number address;
};

/* Read such a line; false when it is none. */
bool trace_signal(const struct line *line, struct signal_told *signal);

/* The last signal of this name in the trace; false when it has none. */
bool trace_last_signal(
	const struct trace *trace, const char *name, struct signal_told *signal);

/* The signals of one name that the program went on behind. */
struct signal_count {
	const char *name; /* "SIGSEGV" */
	int count;
	const struct line *first;
	struct signal_count *next;
};

/*
 * The signals that did not end the program, but for those that do nothing unless they are
 * handled, SIGCHLD and its like; in the order in which they came first. NULL: none did.
 */
const struct signal_count *trace_other_signals(
	struct pool *pool, const struct trace *trace);

#endif
