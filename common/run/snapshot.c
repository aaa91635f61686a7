/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../parse/maps.h"
#include "counter.h"
#include "messages.h"
#include "refusal.h"
#include "run.h"

/*
 * What the kernel tells of a program that waits. Of its memory only what is resident is
 * read, and only what may be the program's own data or the head of its file: reading a page
 * that was never touched would bring it in and change what the next pause shows.
 */

enum {
	MOST_MEMORY = 8 << 20, /* bytes that are kept of one pause */
	PAGES_AT_ONCE = 512,
};

static const char *file_of(struct run *run, const char *name)
{
	return pool_printf(run->pool, "/proc/%d/%s", (int)run->observation->pid, name);
}

/* --- memory --------------------------------------------------------------------------- */

struct reading {
	struct run *run;
	int memory;
	int pagemap;
	unsigned long page; /* bytes of one */
	size_t left;        /* bytes that may still be kept */
	struct lack *unread;
	struct memory_piece **end;
};

/* The pagemap's entries for the pages of a part; NULL when they cannot be read. */
static const unsigned long *read_entries(
	struct reading *reading, unsigned long start, size_t bytes)
{
	size_t size = bytes / reading->page * sizeof(uint64_t);
	unsigned long *entries = pool_alloc(reading->run->pool, size);
	off_t offset = (off_t)(start / reading->page * sizeof(uint64_t));

	return pread(reading->pagemap, entries, size, offset) == (ssize_t)size ? entries
									       : NULL;
}

/* Keeps the bytes from `start` to `end`, which are resident. */
static void keep(struct reading *reading, unsigned long start, unsigned long end)
{
	struct pool *pool = reading->run->pool;
	struct memory_piece *piece;
	unsigned char *bytes;
	ssize_t got;

	if (end == start)
		return;
	if (end - start > reading->left) {
		reading->unread->reason =
			pool_printf(pool, M_MEMORY_LARGE, MOST_MEMORY >> 20);
		return;
	}
	bytes = pool_alloc(pool, end - start);
	got = pread(reading->memory, bytes, end - start, (off_t)start);
	if (got <= 0)
		return;
	piece = pool_alloc(pool, sizeof *piece);
	piece->start = start;
	piece->bytes = bytes;
	piece->size = (size_t)got;
	piece->entries = read_entries(reading, start, piece->size);
	reading->left -= piece->size;
	*reading->end = piece;
	reading->end = &piece->next;
}

/* Keeps the resident pages of a range, neighbours together. */
static void keep_resident(struct reading *reading, unsigned long start, unsigned long end)
{
	uint64_t entries[PAGES_AT_ONCE];
	unsigned long from = start; /* of the resident pages that have been seen last */
	unsigned long at = start;

	while (at < end) {
		ssize_t got = pread(reading->pagemap, entries, sizeof entries,
			(off_t)(at / reading->page * sizeof *entries));

		if (got < (ssize_t)sizeof *entries)
			break;
		for (size_t i = 0; i < (size_t)got / sizeof *entries && at < end; i++) {
			if (!pagemap_is_resident(entries[i])) {
				keep(reading, from, at);
				from = at + reading->page;
			}
			at += reading->page;
		}
	}
	keep(reading, from, at);
}

static void read_memory(
	struct reading *reading, const struct maps *maps, const char *program)
{
	for (int i = 0; i < maps->count; i++)
		if (mapping_is_recorded(&maps->at[i], program))
			keep_resident(reading, (unsigned long)maps->at[i].start,
				(unsigned long)maps->at[i].end);
}

/* The path behind /proc/PID/exe, as the map names it. */
static const char *program_of(struct run *run)
{
	char *path = pool_alloc(run->pool, 4096);

	return readlink(file_of(run, "exe"), path, 4095) > 0 ? path : "";
}

static void take_memory(struct run *run, struct snapshot *snapshot)
{
	struct reading reading = {
		.run = run,
		.memory = open(file_of(run, "mem"), O_RDONLY | O_CLOEXEC),
		.pagemap = open(file_of(run, "pagemap"), O_RDONLY | O_CLOEXEC),
		.page = (unsigned long)sysconf(_SC_PAGESIZE),
		.left = MOST_MEMORY,
		.unread = &snapshot->unread,
		.end = &snapshot->memory,
	};
	struct maps maps;
	struct err ignored;

	if (reading.memory < 0 || reading.pagemap < 0)
		snapshot->unread = refusal_of("memory", errno);
	else if (maps_parse(run->pool, snapshot->smaps.data, snapshot->smaps.size, &maps,
			 &ignored) == 0)
		read_memory(&reading, &maps, program_of(run));
	if (reading.memory >= 0)
		close(reading.memory);
	if (reading.pagemap >= 0)
		close(reading.pagemap);
}

/* --- the whole ------------------------------------------------------------------------ */

/* smaps needs CONFIG_PROC_PAGE_MONITOR; without it the plain map has to do. */
static int read_map(struct run *run, struct bytes *bytes)
{
	struct err ignored;

	if (text_read_file(run->pool, file_of(run, "smaps"), bytes, &ignored) == 0)
		return 0;
	return text_read_file(run->pool, file_of(run, "maps"), bytes, &ignored);
}

/* The end of the line is "… SP PC"; proc(5), /proc/PID/syscall. */
static void take_registers(struct run *run, pid_t waiting, struct snapshot *snapshot)
{
	struct bytes text;
	struct err ignored;
	const char *at;

	if (text_read_file(run->pool,
		    file_of(run, pool_printf(run->pool, "task/%d/syscall", (int)waiting)),
		    &text, &ignored) != 0)
		return;
	at = strrchr(text.data, ' ');
	while (at && at > text.data && at[-1] != ' ')
		at--;
	if (at)
		sscanf(at, "%lx %lx", &snapshot->sp, &snapshot->pc);
}

struct snapshot *snapshot_take(struct run *run, int threads, pid_t waiting)
{
	struct snapshot *snapshot = pool_alloc(run->pool, sizeof *snapshot);
	struct err ignored;

	snapshot->threads = threads;
	take_registers(run, waiting, snapshot);
	snapshot->faults = run->counter >= 0 ? counter_read(run->counter) : -1;
	if (read_map(run, &snapshot->smaps) != 0 ||
		text_read_file(
			run->pool, file_of(run, "stat"), &snapshot->stat, &ignored) != 0 ||
		text_read_file(
			run->pool, file_of(run, "auxv"), &snapshot->auxv, &ignored) != 0)
		snapshot->lack = refusal_of("maps", errno);
	else
		take_memory(run, snapshot);
	return snapshot;
}
