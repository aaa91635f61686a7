/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_PROCESSES_H
#define VMLAB_EVIDENCE_FILM_PROCESSES_H

#include "../base/ranks.h"
#include "film.h"

/* The processes of a film while it is made: their lanes, and their memory. */

struct film_process; /* what the trace tells of one pid */

struct film_processes {
	struct pool *pool;
	struct film *film;
	struct ranks pids;
	struct film_process *at; /* by the rank of the pid */
	struct space **spaces;   /* of the lanes */
	int step;                /* at which is replayed */
};

/* Find out which processes there are, and begin with the lane of the first one. */
void film_processes_begin(struct film_processes *processes, struct pool *pool,
	struct film *film, const struct film_evidence *evidence,
	const struct run_trace *trace);

/* The lane in which a process is at this step; that of the first for an unknown one. */
struct film_lane *film_processes_lane(struct film_processes *processes, int pid);

/* Has nobody of the film begun it? So it is of the one that waits for the first process. */
bool film_processes_is_foreign(const struct film_processes *processes, int pid);

/* The memory of a lane, to be replayed at a step. */
struct space *film_processes_space(
	struct film_processes *processes, const struct film_lane *lane, int step);

/* A child has come, unless it is known already. */
void film_processes_fork(struct film_processes *processes, int pid, int parent);

/* Another program: its lane, which begins with the next event. */
struct film_lane *film_processes_execute(struct film_processes *processes,
	struct film_lane *lane, const struct trace_call *call);

/* The process of a lane has ended. */
void film_processes_end(struct film_processes *processes, const struct film_lane *lane);

/* Note what a call does to the descriptors 1 and 2. */
void film_processes_note(struct film_processes *processes, const struct film_lane *lane,
	const struct trace_call *call);

/* Does this descriptor, 1 or 2, no longer lead where that of the first process does? */
bool film_processes_redirected(const struct film_processes *processes,
	const struct film_lane *lane, int descriptor);

#endif
