/* SPDX-License-Identifier: MIT */
#include "snapshot.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../host/clock.h"
#include "../host/counter.h"
#include "memory.h"
#include "page_looks.h"
#include "messages.h"
#include "../host/proc.h"
#include "../host/refusal.h"
#include "sleep.h"

/*
 * What the kernel tells of a program that waits: its map, its memory, its counts.
 *
 * What cannot be recorded is either the machine's doing, which is nobody's failure, or the
 * program's: it ends while it is looked at, hides what could be seen when it began, or has
 * more than can be kept. Either costs this snapshot and no other.
 */

enum { MOST_MAPS = 96 << 20 }; /* bytes of text of the maps of all runs of a lab */

/* --- what this machine shows ---------------------------------------------------------- */

/* Can this many bytes of a file of the process be read? */
static bool can_read(pid_t pid, const char *name, off_t offset, size_t size)
{
	char path[64];
	char bytes[64];
	ssize_t got;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	got = fd >= 0 ? pread(fd, bytes, size, offset) : -1;
	if (fd >= 0)
		close(fd);
	return got == (ssize_t)size;
}

/* Can what lies at the start of its first mapping be read, and where it lies? */
static bool can_read_memory(pid_t pid)
{
	off_t page = sysconf(_SC_PAGESIZE);
	char text[64];
	unsigned long start;

	return proc_read(text, sizeof text, "/proc/%d/maps", (int)pid) > 0 &&
		sscanf(text, "%lx-", &start) == 1 &&
		can_read(pid, "mem", (off_t)start, 1) &&
		can_read(pid, "pagemap", (off_t)start / page * (off_t)sizeof(uint64_t),
			sizeof(uint64_t));
}

void snapshot_try(struct run *run, pid_t pid)
{
	run->shown.maps = can_read(pid, "maps", 0, 1) && can_read(pid, "auxv", 0, 1) &&
		can_read(pid, "stat", 0, 1) && can_read(pid, "syscall", 0, 1);
	run->shown.memory = can_read_memory(pid);
}

/* --- a snapshot ----------------------------------------------------------------------- */

static int read_file(struct run *run, const struct snapshot *snapshot, const char *name,
	struct bytes *bytes)
{
	struct err ignored;

	return file_read(run->pool,
		pool_printf(run->pool, "/proc/%d/%s", (int)snapshot->view, name), bytes,
		&ignored);
}

/* smaps needs CONFIG_PROC_PAGE_MONITOR; without it the plain map has to do. */
static int read_map(struct run *run, struct snapshot *snapshot)
{
	if (read_file(run, snapshot, "smaps", &snapshot->smaps) != 0 &&
		read_file(run, snapshot, "maps", &snapshot->smaps) != 0)
		return -1;
	run->kept->maps += snapshot->smaps.size;
	return 0;
}

/* The numbers are the process's, but for the first: a thread's file has its own there. */
static int read_stat(struct run *run, struct snapshot *snapshot)
{
	struct bytes *stat = &snapshot->stat;
	const char *rest;

	if (read_file(run, snapshot, "stat", stat) != 0)
		return -1;
	rest = strchr(stat->data, ' ');
	if (!rest)
		return 0;
	stat->data = pool_printf(run->pool, "%d%s", (int)snapshot->pid, rest);
	stat->size = strlen(stat->data);
	return 0;
}

/* The path behind /proc/PID/exe, as the map names it. */
static const char *program_of(struct run *run, pid_t pid)
{
	char *path = pool_alloc(run->pool, 4096);
	char link[64];

	snprintf(link, sizeof link, "/proc/%d/exe", (int)pid);
	return readlink(link, path, 4095) > 0 ? path : "";
}

static void take_memory(struct run *run, struct snapshot *snapshot)
{
	struct pool scratch = {0};
	struct maps maps;
	struct err ignored;

	if (maps_parse(&scratch, snapshot->smaps.data, snapshot->smaps.size, &maps,
		    &ignored) == 0)
		memory_take(run, snapshot, &maps, program_of(run, snapshot->view));
	pool_free(&scratch);
}

static void take(struct run *run, struct snapshot *snapshot)
{
	if (run->kept->maps > MOST_MAPS)
		snapshot->lack = refusal_unless_shown(
			true, "maps", SAY(run->pool, MAPS_LARGE, MOST_MAPS >> 20));
	else if (read_map(run, snapshot) != 0 || read_stat(run, snapshot) != 0 ||
		read_file(run, snapshot, "auxv", &snapshot->auxv) != 0)
		snapshot->lack =
			refusal_unless_shown(run->shown.maps, "maps", SAID(MAPS_HIDDEN));
	else if (!run->launch->without_memory)
		take_memory(run, snapshot);
}

struct snapshot *snapshot_take(struct run *run, pid_t pid, pid_t tid)
{
	struct snapshot *snapshot = pool_alloc(run->pool, sizeof *snapshot);
	struct call call;

	snapshot->pid = pid;
	snapshot->time = clock_real();
	snapshot->view = proc_has_memory(pid) ? pid : tid; /* its first thread has ended */
	if (call_read(tid, &call)) {
		snapshot->sp = call.sp;
		snapshot->pc = call.pc;
	}
	snapshot->faults = run->counter >= 0 ? counter_read(run->counter) : -1;
	take(run, snapshot);
	page_looks_take(run, pid, tid, snapshot->view);
	if (!proc_has_memory(snapshot->view))
		snapshot->lack = refusal_unless_shown(true, "maps", SAID(MAPS_GONE));
	return snapshot;
}
