/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_OBSERVE_H
#define VMLAB_RUN_OBSERVE_H

#include <stdbool.h>
#include <sys/types.h>

#include "../base/err.h"
#include "../base/text.h"
#include "../evidence/faults.h"
#include "../evidence/page_look.h"
#include "../evidence/record.h"

/* How many bytes of snapshots are kept, of all runs that share this count. */
struct kept {
	size_t memory; /* above what each pause may always keep */
	size_t maps;   /* of text */
};

/* What to run, and how. */
struct launch {
	const char *directory;    /* the working directory of the run, absolute */
	char *const *argv;        /* argv[0] as it is executed: "./sbrk_growth" */
	char *const *environment; /* of the tracer, and of the program */
	char *const *settings;    /* "K=V" of the program alone, NULL-terminated */
	bool bare;                /* it has these, and not the environment */
	const char *shim;         /* build/vmlab-shim, absolute */
	const char *in_full;      /* a system call that strace prints unabridged, or NULL */
	bool perf_stat;     /* perf stat counts the faults, and nothing traces the run */
	int randomised;     /* as in struct shim_options */
	bool legacy_layout; /* mappings bottom-up, as setarch -L has them */
	bool zero_page;     /* page 0 is mapped, as setarch -Z has it */
	bool huge_pages;
	number stack; /* bytes, -1 unlimited, 0 the default of 8 MiB, or SHIM_STACK_KEPT */
	uid_t user;   /* (uid_t)-1: the one who calls */
	gid_t group;
	const char *input;  /* what is typed, then end of file; NULL: end of file at once */
	bool pausing;       /* look at its pauses, and type no end of file */
	const char *press;  /* what is typed at a pause, NULL: Enter */
	int most_pauses;    /* a run that pauses more often is stopped */
	bool line_by_line;  /* type the input a line at each pause, and Enter behind it */
	bool with_children; /* see the pauses of its child processes too */
	bool every_wait;    /* sigwait(3) and long sleeps are pauses too */
	bool last_look; /* look before it ends or is stopped; count major faults apart */
	bool without_memory; /* keep the map of a pause alone */
	bool looks_at_pages; /* at pauses, and at calls about memory and outputs */
	struct kept *kept;   /* of the runs so far; NULL: this run is on its own */
	bool stdout_pipe;
	bool guarded;          /* the program must leave the harness alone */
	bool without_terminal; /* where there is none, run without rather than not at all */
	double limit;          /* seconds of run time */
	void (*tick)(void *);  /* called now and then while the run goes on, or NULL */
	void *tick_context;
};

/* Which count of page faults there is. */
enum fault_source {
	FAULTS_NONE,
	FAULTS_COUNTER,   /* the kernel's counter */
	FAULTS_RUSAGE,    /* the rusage of wait4(2), less what came before the execve */
	FAULTS_PERF_STAT, /* perf stat's output */
};

/* What the kernel told of the program while it waited, as bytes. */
struct snapshot {
	pid_t pid;        /* of the lab, or of a child of it that waits */
	pid_t view;       /* whose files of /proc tell of it: a thread that lives */
	struct lack lack; /* why it tells nothing, or too little to go on */
	struct bytes smaps;
	struct bytes stat;
	struct bytes auxv;
	struct memory_piece *memory;
	struct lack unread; /* why there is no memory */
	int threads;
	const char *call; /* that it waits in, NULL where it has no name here */
	const char *sent; /* the signal that it is sent in place of Enter, or NULL */
	bool sleeps;      /* it goes on by itself after a time */
	unsigned long pc; /* of the thread that waits, and its stack pointer */
	unsigned long sp;
	long faults;     /* -1 where they are not counted by the kernel's counter */
	number time;     /* when, on the clock of the trace; from the lab's execve on */
	size_t log_read; /* how much of strace's log had been read, and its own lines of it */
	int log_lines;
	size_t out_size; /* how much of `out` there was */
	struct snapshot *next;
};

/* What was seen of a run, as bytes. The strings are owned by the pool given to observe. */
struct observation {
	enum outcome outcome;
	struct lack trouble;
	int not_executable; /* why execve(2) refused the program: its errno, or 0 */
	struct ending ending;
	struct bytes out;
	struct bytes err;
	struct bytes log;     /* strace's, from the lab's execve on */
	const number *stamps; /* when each line of it began, on the clock of the faults */
	int log_line; /* the one that shows why the run is its failure, 0: none does */
	bool harmful; /* it reached for what observes it: later runs may show anything */
	pid_t pid;    /* of the lab */
	bool traced;
	struct lack untraced;       /* why not */
	struct snapshot *snapshots; /* in the order of the pauses */
	struct snapshot *last;      /* of the last look, or NULL */
	enum last_look last_look;   /* when that was */
	number stack_limit;         /* of the lab then, -1 unlimited, 0 not known */
	struct doing *doing;        /* what its threads did then */
	struct lack unpaused;       /* why a pausing run was not looked at */
	bool randomised;
	enum fault_source fault_source;
	long faults;
	long major_faults; /* of these, -1: unknown */
	long faults_before; /* what its own process had when it became the lab, -1: unknown */
	struct lack uncounted;
	struct fault_log *fault_log; /* each fault with its address, NULL: not known */
	struct lack unlisted;        /* why not */
	struct page_look *looks;     /* at the pages in memory, where asked for */
	struct bytes perf;           /* what perf stat printed, where it counted */
};

/*
 * Perform one run and record it, in two halves, so that the second run can be started while
 * the first is going on: observe_begin does all that comes before the lab's first
 * instruction, observe_end the rest. Nothing of the run is alive any more when observe_end
 * returns. What the lab does or what the machine refuses is told in the observation; NULL is
 * returned only when the harness itself fails (no pipe, no process).
 *
 * `launch` is read until the end. `untraced`, empty before the first run, remembers from run
 * to run that tracing is refused. Run and observation are owned by the pool.
 */
struct run;
struct run *observe_begin(struct pool *pool, const struct launch *launch,
	struct lack *untraced, struct err *err);
const struct observation *observe_end(struct run *run, struct err *err);

/* End a run that has begun without letting the lab go. */
void observe_abandon(struct run *run);

/*
 * While it observes, and whoever else has what a program must not reach, the harness keeps its
 * memory and its descriptors from other processes of the same user (prctl(2),
 * PR_SET_DUMPABLE). observe_finish ends that; the leak checker needs it.
 */
void observe_prepare(void);
void observe_finish(void);

/*
 * By how much the difference of two counts may be off from the pages that made it: 2, or 8
 * with address randomisation, which moves the stack and the mappings against the page
 * boundaries. The same for every source; docs/architecture.md has the measurements.
 */
int fault_band(bool randomised);

/* The source's name: "perf counter", "perf stat", "rusage". */
const char *fault_source_text(enum fault_source source);

#endif
