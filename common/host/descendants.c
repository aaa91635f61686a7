/* SPDX-License-Identifier: MIT */
#include "descendants.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 256 };

/* State and parent from /proc/PID/stat; the name before them may hold anything. */
static bool read_process(const char *name, struct process *process)
{
	char path[64];
	char text[512];
	const char *after;
	char state;
	FILE *file;
	size_t got;

	snprintf(path, sizeof path, "/proc/%.20s/stat", name);
	file = fopen(path, "re");
	if (!file)
		return false;
	got = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[got] = '\0';
	after = strrchr(text, ')');
	process->pid = (pid_t)atoi(name);
	process->descends = false;
	if (!after || sscanf(after + 1, " %c %d", &state, &process->parent) != 2)
		return false;
	process->dead = state == 'Z' || state == 'X';
	return true;
}

/* Room for one more; false where there is no memory for it. */
static bool make_room(struct processes *processes)
{
	int room = processes->room ? 2 * processes->room : FIRST_ROOM;
	struct process *larger;

	if (processes->count < processes->room)
		return true;
	larger = realloc(processes->at, (size_t)room * sizeof *larger);
	if (!larger)
		return false;
	processes->at = larger;
	processes->room = room;
	return true;
}

static int compare(const void *a, const void *b)
{
	pid_t left = ((const struct process *)a)->pid;
	pid_t right = ((const struct process *)b)->pid;

	return (left > right) - (left < right);
}

void processes_read(struct processes *processes)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	processes->count = 0;
	while (proc && (entry = readdir(proc)) && make_room(processes))
		if (isdigit((unsigned char)entry->d_name[0]) &&
			read_process(entry->d_name, &processes->at[processes->count]))
			processes->count++;
	if (proc)
		closedir(proc);
	if (processes->count > 0)
		qsort(processes->at, (size_t)processes->count, sizeof *processes->at,
			compare);
}

void processes_free(struct processes *processes)
{
	free(processes->at);
	*processes = (struct processes){0};
}

/* --- whose descendants they are ------------------------------------------------------- */

static bool is_among(pid_t pid, const pid_t *pids)
{
	while (*pids && *pids != pid)
		pids++;
	return *pids != 0;
}

static bool parent_descends(
	const struct processes *processes, const struct process *process)
{
	const struct process key = {.pid = process->parent};
	const struct process *parent = bsearch(&key, processes->at,
		(size_t)processes->count, sizeof *processes->at, compare);

	return parent && parent->descends;
}

/* Parents mostly have the lower numbers, so one pass finds nearly all. */
void processes_mark(struct processes *processes, pid_t root, const pid_t *spared)
{
	bool grows = true;

	for (int i = 0; i < processes->count; i++)
		processes->at[i].descends = false;
	while (grows) {
		grows = false;
		for (int i = 0; i < processes->count; i++) {
			struct process *at = &processes->at[i];

			if (at->descends || is_among(at->pid, spared))
				continue;
			at->descends = at->parent == root || parent_descends(processes, at);
			grows = grows || at->descends;
		}
	}
}

int descendants_signal(struct processes *processes, int number, const pid_t *spared)
{
	int found = 0;

	processes_read(processes);
	processes_mark(processes, getpid(), spared);
	for (int i = 0; i < processes->count; i++) {
		const struct process *at = &processes->at[i];

		if (!at->descends || at->dead)
			continue;
		kill(at->pid, number);
		found++;
	}
	return found;
}
