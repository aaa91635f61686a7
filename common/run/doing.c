/* SPDX-License-Identifier: MIT */
#include "doing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "look.h"
#include "snapshot.h"

/* What each thread of a run does that has to be stopped, the children's threads included. */

enum { DEEPEST = 16 }; /* generations of children */

/* What a descriptor of a thread leads to, as in "/dev/tty" or "pipe:[4242]", or NULL. */
static const char *file_behind(struct run *run, pid_t tid, unsigned long fd)
{
	char link[64];
	char *path = pool_alloc(run->pool, 4096);

	snprintf(link, sizeof link, "/proc/%d/fd/%lu", (int)tid, fd);
	return readlink(link, path, 4095) > 0 ? path : NULL;
}

static bool is_alike(const struct doing *a, const struct doing *b)
{
	return a->pid == b->pid && a->state == b->state && a->number == b->number &&
		text_same(a->file, b->file);
}

/* Adds a thread to those of its process that do the same. */
static void note_thread(
	struct run *run, pid_t pid, const struct thread *thread, struct doing **at)
{
	const struct call *call = &thread->call;
	struct doing doing = {.pid = pid, .state = thread->state, .number = -1};

	if (thread->state == 'S')
		doing.number = call->number;
	doing.call = call_name(doing.number);
	if (call_has_descriptor(doing.number))
		doing.file = file_behind(run, thread->tid, call->args[0]);
	while (*at && !is_alike(*at, &doing))
		at = &(*at)->next;
	if (!*at) {
		*at = pool_alloc(run->pool, sizeof **at);
		**at = doing;
	}
	(*at)->threads++;
}

/* Notes the threads of a process and those of its children at the end of a list. */
static void note_process(struct run *run, pid_t pid, int generation, struct doing **end)
{
	struct look look = {0};
	char children[4096];
	const char *at = children;
	char *rest;

	if (!look_at_all(run, pid, &look))
		return;
	while (*end)
		end = &(*end)->next;
	for (int i = 0; i < look.count; i++)
		note_thread(run, pid, &look.threads[i], end);
	look_read_children(&look, children, sizeof children);
	for (pid_t child; (child = (pid_t)strtol(at, &rest, 10)) > 0; at = rest)
		if (generation < DEEPEST)
			note_process(run, child, generation + 1, end);
}

void doing_look(struct run *run)
{
	struct observation *seen = run->observation;
	struct look look = {0};

	if (seen->pid == 0 || !look_at_all(run, seen->pid, &look))
		return;
	seen->last = snapshot_take(run, seen->pid, look.threads[0].tid);
	seen->last->threads = look.count;
	seen->last_look = LAST_BEFORE_STOP;
	note_process(run, seen->pid, 0, &seen->doing);
}
