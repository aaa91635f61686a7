/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_RUN_H
#define VMLAB_RUN_RUN_H

#include "collector.h"
#include "keeper.h"
#include "observe.h"
#include "terminal.h"

/* A run while it lasts. Only observe.c, watch.c and conclude.c know it. */
struct run {
	const struct launch *launch;
	struct observation *observation;
	struct pool *pool;
	struct lack *untraced;
	bool begun;
	struct keeper keeper;
	struct terminal terminal; /* master and slave, -1 when there is none */
	struct collector out;
	struct collector err;
	struct collector complaints; /* strace's or the shim's own stderr */
	struct collector status;
	size_t status_read; /* how much of the status has been understood */
	int go;
	int counter;
	bool user_only;
	size_t typed; /* how much of the input has been written */
	double started;
	double lab_ended; /* when its end was seen, 0 before */
	pid_t tracer;     /* the keeper's child */
	bool program_ended;
	int program_status;
	bool cannot_start;
	int start_errno;
	int left;           /* processes that had to be killed */
	long faults_before; /* of the process that became the lab, in rusage mode */
	bool rusage_known;
	struct pauses *pauses; /* NULL unless the launch asks for them */
	const char *stopped;   /* why the run had to be stopped */
	size_t log_read;       /* size of strace's log at the last look */
};

/*
 * Let the run go on until it is over or has to be stopped, collecting what it says; then
 * kill what is left of it.
 */
void watch(struct run *run);

/* How many bytes strace has written by now. */
off_t log_size(const struct run *run);

/*
 * Prepare to see the pauses of a run; `slave` is the program's terminal. 0, or -1 with
 * errno set.
 */
int pauses_open(struct run *run, int slave);

/*
 * Look once whether the program waits for Enter; if it does, record what the kernel tells
 * of it and press Enter. To be called again and again while the run lasts.
 */
void pauses_look(struct run *run);

/* The program's terminal must be let go before its end can be seen. */
void pauses_close(struct run *run);

/* Record what the kernel tells of the program, of which one thread waits for a person. */
struct snapshot *snapshot_take(struct run *run, int threads, pid_t waiting);

/* Make the observation of what was collected. `complaints` is the tracer's own stderr. */
void conclude(struct run *run, const struct bytes *complaints);

#endif
