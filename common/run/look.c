/* SPDX-License-Identifier: MIT */
#include "look.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../host/counter.h"
#include "../host/proc.h"

enum { DEEPEST = 16 }; /* generations of children */

/* --- a thread ------------------------------------------------------------------------- */

static bool look_at_thread(struct run *run, pid_t tid, struct thread *thread)
{
	struct proc_status status;

	memset(thread, 0, sizeof *thread);
	thread->tid = tid;
	if (!proc_status(&status, tid))
		return false;
	thread->state = proc_status_state(&status);
	thread->switches = proc_status_number(&status, "voluntary_ctxt_switches", 10) +
		proc_status_number(&status, "nonvoluntary_ctxt_switches", 10);
	if (thread->state != 'S')
		return true;
	if (!call_read(tid, &thread->call))
		return false;
	thread->waiting = call_waits_for(&thread->call, tid, run->device);
	return true;
}

/* --- a process ------------------------------------------------------------------------ */

/* Room for one thread more; what is outgrown stays in the pool, which is as much again. */
static struct thread *next_thread(struct run *run, struct look *look)
{
	struct thread *grown;

	if (look->count < look->room)
		return &look->threads[look->count];
	grown = pool_alloc(run->pool, 2 * (size_t)(look->room + 8) * sizeof *grown);
	if (look->count > 0)
		memcpy(grown, look->threads, (size_t)look->count * sizeof *grown);
	look->threads = grown;
	look->room = 2 * (look->room + 8);
	return &look->threads[look->count];
}

static bool is_dead(const struct thread *thread)
{
	return thread->state == 'Z' || thread->state == 'X';
}

/* Looks at the threads in turn; if not at `all`, no further than to one that is awake. */
static bool look_at_threads(struct run *run, pid_t pid, bool all, struct look *look)
{
	char path[64];
	DIR *tasks;
	struct dirent *entry;
	bool seen = true;

	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	tasks = opendir(path);
	if (!tasks)
		return false;
	while (seen && (all || look->asleep) && (entry = readdir(tasks))) {
		struct thread *thread = next_thread(run, look);

		if (entry->d_name[0] == '.')
			continue;
		seen = look_at_thread(run, atoi(entry->d_name), thread);
		if (!seen || is_dead(thread)) { /* as a first one that leaves the others */
			seen = seen || all;
			continue;
		}
		look->asleep = look->asleep && thread->state == 'S';
		look->count++;
	}
	closedir(tasks);
	return seen && look->count > 0;
}

static bool goes_on_by_itself(const struct thread *thread)
{
	return thread->waiting == WAITING_FOR_TIME || thread->waiting == WAITING_SLEEPING;
}

/* The first thread that waits in this way, or NULL. */
static const struct thread *find_waiting(const struct look *look, enum waiting how)
{
	for (int i = 0; i < look->count; i++)
		if (look->threads[i].waiting == how)
			return &look->threads[i];
	return NULL;
}

/*
 * The thread that waits for Enter, else one that waits for a signal, where every such wait is
 * asked for also one for certain signals, or that sleeps; NULL otherwise.
 */
static const struct thread *find_person(const struct run *run, const struct look *look)
{
	const struct thread *found;

	if (!look->asleep || look->queued > 0)
		return NULL;
	found = find_waiting(look, WAITING_FOR_ENTER);
	if (!found && !look->timed)
		found = find_waiting(look, WAITING_FOR_SIGNAL);
	if (found || !run->launch->every_wait)
		return found;
	if (!look->timed)
		found = find_waiting(look, WAITING_FOR_CERTAIN_SIGNALS);
	return found ? found : find_waiting(look, WAITING_SLEEPING);
}

/* How many bytes the program could read from its terminal. */
static int queued(const struct run *run)
{
	int bytes;

	return run->own_end >= 0 && ioctl(run->own_end, FIONREAD, &bytes) == 0 ? bytes : 0;
}

static bool look_at(struct run *run, pid_t pid, bool all, struct look *look)
{
	look->pid = pid;
	look->count = 0;
	look->asleep = true;
	look->timed = false;
	look->person = NULL;
	if (!look_at_threads(run, pid, all, look))
		return false;
	for (int i = 0; i < look->count; i++)
		look->timed = look->timed || goes_on_by_itself(&look->threads[i]);
	look->queued = queued(run);
	look->person = find_person(run, look);
	look->out = run->out.count;
	look->faults = run->counter >= 0 ? counter_read(run->counter) : -1;
	return true;
}

bool look_at_all(struct run *run, pid_t pid, struct look *look)
{
	return look_at(run, pid, true, look);
}

/* --- its children --------------------------------------------------------------------- */

void look_read_children(const struct look *look, char *text, size_t room)
{
	size_t size = 0;

	text[0] = '\0';
	for (int i = 0; i < look->count && size + 1 < room; i++) {
		ssize_t got =
			proc_read(text + size, room - size, "/proc/%d/task/%d/children",
				(int)look->pid, (int)look->threads[i].tid);

		size += got > 0 ? (size_t)got : 0;
	}
}

/* Looks at the first of the children, and theirs, in which a thread waits for Enter. */
static bool look_below(struct run *run, int generation, struct look *look)
{
	char children[4096];
	const char *at = children;
	char *end;

	look_read_children(look, children, sizeof children);
	for (pid_t pid; (pid = (pid_t)strtol(at, &end, 10)) > 0; at = end) {
		if (!look_at(run, pid, false, look))
			continue;
		if (look->person && look->person->waiting == WAITING_FOR_ENTER)
			return true;
		if (look->asleep && generation < DEEPEST &&
			look_below(run, generation + 1, look))
			return true;
	}
	return false;
}

bool look_around(struct run *run, struct look *look)
{
	pid_t lab = run->observation->pid;

	if (!look_at(run, lab, false, look))
		return false;
	if (!run->launch->with_children || look->person || !look->asleep ||
		look_below(run, 1, look))
		return true;
	return look_at(run, lab, false, look);
}

/* --- two looks ------------------------------------------------------------------------ */

bool look_is_same(const struct look *a, const struct look *b)
{
	if (a->pid != b->pid || a->count != b->count || a->log != b->log ||
		a->out != b->out)
		return false;
	for (int i = 0; i < a->count; i++)
		if (a->threads[i].tid != b->threads[i].tid ||
			a->threads[i].switches != b->threads[i].switches ||
			a->threads[i].call.number != b->threads[i].call.number)
			return false;
	return true;
}
