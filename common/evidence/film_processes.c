/* SPDX-License-Identifier: MIT */
#include "film_processes.h"

#include <string.h>

#include "../base/text.h"

struct film_process {
	int parent;  /* the rank of the one that has begun it, -1: none known */
	bool shares; /* the memory of its parent, until it executes another program */
	bool redirected[3]; /* by descriptor */
	int lane;           /* -1: none yet */
};

/* --- who has begun whom --------------------------------------------------------------- */

static bool begins_process(const struct trace_call *call)
{
	return call->succeeded && call->result > 0 && !strstr(call->text, "CLONE_THREAD") &&
		(trace_call_is(call, "clone") || trace_call_is(call, "clone3") ||
			trace_call_is(call, "fork") || trace_call_is(call, "vfork"));
}

static void note_beginning(
	struct film_processes *processes, int pid, const struct trace_call *call)
{
	int child = ranks_find(&processes->pids, (int)call->result);
	struct film_process *process = child < 0 ? NULL : &processes->at[child];

	if (!process || child == ranks_find(&processes->pids, pid))
		return;
	process->parent = ranks_find(&processes->pids, pid);
	process->shares = strstr(call->text, "CLONE_VM") || trace_call_is(call, "vfork");
}

/* The pids of the lines and of the faults. */
static struct ranks find_pids(struct pool *pool, const struct film_evidence *evidence,
	const struct run_trace *trace)
{
	int lines = trace->lines.count;
	const struct fault_log *faults = evidence->faults;
	int more = faults ? faults->count + faults->mapped_count : 0;
	int *all = pool_alloc(pool, (size_t)(lines + more + 1) * sizeof *all);

	memcpy(all, trace->pids, (size_t)lines * sizeof *all);
	for (int i = 0; faults && i < faults->count; i++)
		all[lines++] = faults->faults[i].pid;
	for (int i = 0; faults && i < faults->mapped_count; i++)
		all[lines++] = faults->mapped[i].pid;
	all[lines++] = evidence->pid;
	return ranks_of(pool, all, lines);
}

/* --- lanes ---------------------------------------------------------------------------- */

static struct film_lane *add_lane(struct film_processes *processes, int rank,
	const char *program, int parent, struct space *space)
{
	struct film *film = processes->film;
	struct film_lane *lane = &film->lanes[film->lane_count];

	*lane = (struct film_lane){
		.pid = processes->pids.numbers[rank],
		.program = program,
		.parent = parent,
		.home = film->lane_count,
		.born = processes->step,
	};
	processes->spaces[film->lane_count] = space;
	processes->at[rank].lane = film->lane_count++;
	return lane;
}

/* "/usr/bin/sort" of execve("/usr/bin/sort", …); where it is a pointer, that. */
static const char *program_of(struct pool *pool, const struct trace_call *call)
{
	const char *name = call->count > 0 ? call->arguments[0] : "";
	size_t length = call->count > 0 ? call->lengths[0] : 0;

	if (length >= 2 && *name == '"')
		return pool_copy(pool, name + 1, length - 2);
	return pool_copy(pool, name, length);
}

static void begin_first(struct film_processes *processes,
	const struct film_evidence *evidence, const struct lines *lines)
{
	int rank = ranks_find(&processes->pids, evidence->pid);
	struct trace_call call = {0};
	const char *program;

	if (lines->count > 0)
		trace_call_read(&lines->at[0], &call);
	program = program_of(processes->pool, &call);
	if (text_starts(program, "0x") && evidence->program)
		program = evidence->program; /* strace could not read it */
	add_lane(processes, rank, program, -1,
		space_new(processes->pool, evidence->page_size));
}

void film_processes_begin(struct film_processes *processes, struct pool *pool,
	struct film *film, const struct film_evidence *evidence,
	const struct run_trace *trace)
{
	const struct lines *lines = &trace->lines;
	size_t executions = 0;
	size_t most;

	*processes = (struct film_processes){.pool = pool, .film = film};
	processes->pids = find_pids(pool, evidence, trace);
	processes->at =
		pool_alloc(pool, (size_t)processes->pids.count * sizeof *processes->at);
	for (int i = 0; i < processes->pids.count; i++)
		processes->at[i] = (struct film_process){.parent = -1, .lane = -1};
	for (int i = 0; i < lines->count; i++) {
		struct trace_call call;

		if (!trace_call_read(&lines->at[i], &call))
			continue;
		executions += trace_call_is(&call, "execve");
		if (begins_process(&call))
			note_beginning(processes, trace->pids[i], &call);
	}
	most = (size_t)processes->pids.count + executions + 1;
	film->lanes = pool_alloc(pool, most * sizeof *film->lanes);
	processes->spaces = pool_alloc(pool, most * sizeof(struct space *));
	begin_first(processes, evidence, lines);
}

static struct film_lane *begin_child(struct film_processes *processes, int rank, int parent)
{
	struct film *film = processes->film;
	const struct film_lane *from = &film->lanes[processes->at[parent].lane];
	int parent_lane = processes->at[parent].lane;
	bool shares = processes->at[rank].shares;
	struct space *space = film_processes_space(processes, from, processes->step);
	struct film_lane *lane;

	memcpy(processes->at[rank].redirected, processes->at[parent].redirected,
		sizeof processes->at[rank].redirected);
	lane = add_lane(processes, rank, from->program, parent_lane,
		shares ? space : space_fork(space));
	if (shares)
		lane->home = from->home;
	return lane;
}

struct film_lane *film_processes_lane(struct film_processes *processes, int pid)
{
	struct film *film = processes->film;
	int rank = ranks_find(&processes->pids, pid);
	int parent;

	if (rank < 0)
		return &film->lanes[0];
	if (processes->at[rank].lane >= 0)
		return &film->lanes[processes->at[rank].lane];
	parent = processes->at[rank].parent;
	if (parent < 0 || processes->at[parent].lane < 0)
		return &film->lanes[0];
	return begin_child(processes, rank, parent);
}

bool film_processes_is_foreign(const struct film_processes *processes, int pid)
{
	int rank = ranks_find(&processes->pids, pid);

	return rank < 0 || (processes->at[rank].lane < 0 && processes->at[rank].parent < 0);
}

void film_processes_fork(struct film_processes *processes, int pid, int parent)
{
	int child = ranks_find(&processes->pids, pid);
	int from = ranks_find(&processes->pids, parent);

	if (child < 0 || from < 0 || processes->at[child].lane >= 0)
		return;
	if (processes->at[from].lane >= 0)
		begin_child(processes, child, from);
}

struct space *film_processes_space(
	struct film_processes *processes, const struct film_lane *lane, int step)
{
	struct space *space = processes->spaces[lane - processes->film->lanes];

	space->step = step;
	return space;
}

static void end_memory(
	struct film_processes *processes, const struct film_lane *lane, int step)
{
	if (&processes->film->lanes[lane->home] == lane)
		space_end(film_processes_space(processes, lane, step));
}

struct film_lane *film_processes_execute(struct film_processes *processes,
	struct film_lane *lane, const struct trace_call *call)
{
	int rank = ranks_find(&processes->pids, lane->pid);
	number page_size = processes->film->page_size;

	processes->step =
		processes->film->count; /* that of the execve, which is yet to come */
	end_memory(processes, lane, processes->step);
	return add_lane(processes, rank, program_of(processes->pool, call), lane->parent,
		space_new(processes->pool, page_size));
}

void film_processes_end(struct film_processes *processes, const struct film_lane *lane)
{
	end_memory(processes, lane, processes->step);
}

/* --- descriptors ---------------------------------------------------------------------- */

void film_processes_note(struct film_processes *processes, const struct film_lane *lane,
	const struct trace_call *call)
{
	bool closes = trace_call_is(call, "close");
	bool replaces = trace_call_is(call, "dup2") || trace_call_is(call, "dup3");
	number descriptor = trace_call_number(call, replaces ? 1 : 0);
	int rank = ranks_find(&processes->pids, lane->pid);

	if ((closes || replaces) && call->succeeded && (descriptor == 1 || descriptor == 2))
		processes->at[rank].redirected[descriptor] = true;
}

bool film_processes_redirected(const struct film_processes *processes,
	const struct film_lane *lane, int descriptor)
{
	int rank = ranks_find(&processes->pids, lane->pid);

	return processes->at[rank].redirected[descriptor];
}
