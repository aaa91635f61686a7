/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_RUN_H
#define VMLAB_RUN_RUN_H

#include "../host/child.h"
#include "../host/fault_rings.h"
#include "log.h"
#include "observe.h"
#include "perf_stat.h"
#include "shim.h"
#include "../host/terminal.h"

/* How many looks at the pages there have been; page_looks.h. */
struct page_looks {
	int count;
	int each;    /* of so many calls that could be looked at one is, 0: not begun */
	int skipped; /* since the last one */
	size_t maps; /* bytes of text that are kept */
};

/* A run while it lasts, for the files of this folder; others know what observe.h declares. */
struct run {
	const struct launch *launch;
	struct observation *observation;
	struct pool *pool;
	struct lack *untraced;
	bool begun;
	struct child child;       /* strace; the shim where nothing is traced */
	struct terminal terminal; /* master and slave, -1 when there is none */
	struct collector out;
	struct collector err;
	struct collector complaints; /* strace's or the shim's own stderr */
	struct collector status;
	struct log log;     /* what strace writes */
	size_t status_read; /* how much of the status has been understood */
	int go;
	pid_t shim; /* which stays the parent of the lab where it is to count */
	int ends;   /* the listener of announce.h, -1: there is none */
	struct shim_greeting greeting;
	int counter;
	int major_counter;        /* -1: they are not counted apart */
	struct fault_rings rings; /* of the faults, one by one */
	struct perf_stat *perf;   /* NULL unless the launch asks for it */
	size_t typed;             /* how much of the input has been written */
	double started;
	double lab_ended; /* when its end was seen, 0 before */
	bool rusage_known;
	int lab_status;             /* as from wait(2), where the rusage is known */
	struct pauses *pauses;      /* NULL unless the launch asks for them */
	const struct said *stopped; /* why the run had to be stopped */
	bool log_ended;             /* it shows the end of the lab */
	struct page_looks looks;
	struct kept *kept;
	struct kept own_kept;
	double excused; /* seconds that do not count as the program's own */
	struct {
		bool maps;
		bool memory;
	} shown; /* what could be read of the process before it became the lab */
};

/*
 * Let the run go on until it is over or has to be stopped, collecting what it says; then
 * kill what is left of it.
 */
void watch(struct run *run);

/*
 * Read what strace has written since the last time, and note what it shows. A look at the
 * threads does so behind them, and what it reads may end the quiet that the pause is about: so
 * watch.c, pause.c and look.c call each other in a circle.
 */
void watch_log(struct run *run);

/*
 * Prepare to see the pauses of a run; `slave` is the program's terminal. 0, or -1 with
 * errno set.
 */
int pauses_open(struct run *run, int slave);

/*
 * Look whether the program waits for Enter; if it does, record what the kernel tells of it
 * and press Enter. To be called again and again while the run lasts.
 */
void pauses_look(struct run *run);

/* Take notice of whole lines of strace's log, each once, in their order. */
void pauses_note(struct run *run, const struct bytes *lines);

/* The program's terminal as a device, 0 for none, and how many bytes are queued in it. */
dev_t pauses_terminal(const struct run *run);
int pauses_queued(const struct run *run);

/* Seconds for which the program has been watched, as it waits for Enter, to make sure. */
double pauses_patience(const struct run *run);

/* Seconds since Enter was pressed last, or since the run has begun. */
double pauses_idle(const struct run *run);

/* The program's terminal must be let go before its end can be seen. */
void pauses_close(struct run *run);

/* Try what snapshots need on the process that is to become the lab, and fill run->shown. */
void snapshot_try(struct run *run, pid_t pid);

/* Record what the kernel tells of a process, of which this thread waits for a person. */
struct snapshot *snapshot_take(struct run *run, pid_t pid, pid_t tid);

/* Look once more before the run is stopped, and note what each thread does. */
void doing_look(struct run *run);

/* Make the observation of what was collected. `complaints` is the tracer's own stderr. */
void conclude(struct run *run, const struct bytes *complaints);

#endif
