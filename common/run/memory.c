/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/number.h"
#include "messages.h"
#include "../host/refusal.h"
#include "resident.h"

/*
 * Only resident pages are read: reading a page that was never touched would bring it in and
 * change what the next pause shows.
 */

enum {
	ALWAYS = 2 << 20,        /* bytes that are kept at a pause, whatever came before */
	MOST_MEMORY = 64 << 20,  /* bytes of all the rest at a pause */
	MOST_OF_LAB = 256 << 20, /* and at all pauses of the runs of a lab */
	PIECE = 256 << 10,       /* bytes that are read at once */
	MOST_PAGES = 16 << 20, /* that are looked for at a pause, with 4 KiB each 64 GiB */
	AROUND = 1,            /* pages on either side of one that is asked for */
};

struct reading {
	struct run *run;
	const struct maps *maps;
	const char *program;
	int memory;
	struct resident resident;
	struct pool scratch; /* what is not kept */
	size_t left;         /* bytes that may still be kept */
	bool full;           /* something had to be left out */
	struct memory_piece **end;
};

/* --- ranges --------------------------------------------------------------------------- */

/* The pagemap's entries for the pages of a part; NULL when they cannot be read. */
static const unsigned long *read_entries(
	struct reading *reading, unsigned long start, size_t bytes)
{
	size_t size = bytes / reading->resident.page * sizeof(uint64_t);
	unsigned long *entries = pool_alloc(reading->run->pool, size);
	off_t offset = (off_t)(start / reading->resident.page * sizeof(uint64_t));

	return pread(reading->resident.pagemap, entries, size, offset) == (ssize_t)size
		? entries
		: NULL;
}

/* Keeps the bytes from `start` on, up to the first page that cannot be read: how many. */
static size_t keep_piece(struct reading *reading, unsigned long start, size_t size)
{
	struct pool *pool = reading->run->pool;
	unsigned char *bytes = pool_alloc(pool, size);
	ssize_t got = pread(reading->memory, bytes, size, (off_t)start);
	struct memory_piece *piece;

	if (got <= 0)
		return 0;
	piece = pool_alloc(pool, sizeof *piece);
	piece->start = start;
	piece->bytes = bytes;
	piece->size = (size_t)got;
	piece->entries = read_entries(reading, start, piece->size);
	*reading->end = piece;
	reading->end = &piece->next;
	return piece->size;
}

/* Keeps the bytes from `start` to `end`, which are resident, as far as there is room. */
static void keep(struct reading *reading, unsigned long start, unsigned long end)
{
	while (start < end) {
		size_t size = end - start < PIECE ? end - start : PIECE;
		size_t kept;

		if (size > reading->left) {
			reading->full = true;
			return;
		}
		kept = keep_piece(reading, start, size);
		reading->left -= kept;
		start += kept;
		if (kept < size)
			start += reading->resident
					 .page; /* a guard page, which nobody can read */
	}
}

static bool keep_run(unsigned long start, unsigned long end, void *context)
{
	struct reading *reading = context;

	keep(reading, start, end);
	return !reading->full;
}

/* Keeps the resident pages of a range, neighbours together. */
static void keep_resident(struct reading *reading, unsigned long start, unsigned long end)
{
	if (!resident_walk(&reading->resident, start, end, keep_run, reading))
		reading->full = true;
}

/* --- what is asked for ---------------------------------------------------------------- */

/* The pages of the numbers that a text holds. */
struct asked {
	unsigned long *pages;
	size_t count;
	size_t room;
};

static void ask(struct reading *reading, struct asked *asked, unsigned long address)
{
	if (asked->count < asked->room && maps_find(reading->maps, address))
		asked->pages[asked->count++] =
			address / reading->resident.page * reading->resident.page;
}

static void ask_for_printed(
	struct reading *reading, struct asked *asked, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		number value = 0;
		bool hex;
		size_t used = number_read(text + at, size - at, &value, &hex);

		if (used > 0)
			ask(reading, asked, (unsigned long)value);
		at += used > 0 ? used : 1;
	}
}

static int compare_pages(const void *a, const void *b)
{
	unsigned long left = *(const unsigned long *)a;
	unsigned long right = *(const unsigned long *)b;

	return (left > right) - (left < right);
}

/* Where the pages around one begin, or end, within their mapping. */
static number first_around(const struct reading *reading, const struct mapping *mapping,
	unsigned long page, number behind)
{
	number start = (number)page - AROUND * (number)reading->resident.page;

	start = start < mapping->start ? mapping->start : start;
	return start < behind ? behind : start;
}

static number last_around(
	const struct reading *reading, const struct mapping *mapping, unsigned long page)
{
	number end = (number)page + (AROUND + 1) * (number)reading->resident.page;

	return end < mapping->end ? end : mapping->end;
}

/* Keeps a page and those around it, which lie behind what has been kept; where they end. */
static number keep_around(struct reading *reading, unsigned long page, number behind)
{
	const struct mapping *mapping = maps_find(reading->maps, page);
	number start;
	number end;

	if (!mapping_is_recorded(mapping, reading->program))
		return behind;
	start = first_around(reading, mapping, page, behind);
	end = last_around(reading, mapping, page);
	if (start < end)
		keep_resident(reading, (unsigned long)start, (unsigned long)end);
	return end > behind ? end : behind;
}

static void keep_asked(struct reading *reading, unsigned long sp)
{
	const struct collector *out = &reading->run->out;
	const struct collector *err = &reading->run->err;
	struct asked asked = {.room = out->size / 2 + err->size / 2 + 2};
	number behind = 0;

	asked.pages = pool_alloc(&reading->scratch, asked.room * sizeof *asked.pages);
	ask(reading, &asked, sp);
	ask_for_printed(reading, &asked, out->data, out->size);
	ask_for_printed(reading, &asked, err->data, err->size);
	qsort(asked.pages, asked.count, sizeof *asked.pages, compare_pages);
	for (size_t i = 0; i < asked.count; i++)
		behind = keep_around(reading, asked.pages[i], behind);
}

/* --- the rest ------------------------------------------------------------------------- */

static int compare_mappings(const void *a, const void *b)
{
	const struct mapping *one = *(const struct mapping *const *)a;
	const struct mapping *other = *(const struct mapping *const *)b;
	number left = one->end - one->start;
	number right = other->end - other->start;

	return (left > right) - (left < right);
}

/* Keeps what is recorded, the small mappings first. */
static void keep_all(struct reading *reading)
{
	const struct maps *maps = reading->maps;
	const struct mapping **recorded = pool_alloc(
		&reading->scratch, (size_t)maps->count * sizeof(struct mapping *));
	size_t count = 0;

	for (int i = 0; i < maps->count; i++)
		if (mapping_is_recorded(&maps->at[i], reading->program))
			recorded[count++] = &maps->at[i];
	qsort(recorded, count, sizeof *recorded, compare_mappings);
	for (size_t i = 0; i < count && !reading->full; i++)
		keep_resident(reading, (unsigned long)recorded[i]->start,
			(unsigned long)recorded[i]->end);
}

static void read_memory(struct reading *reading, struct snapshot *snapshot)
{
	struct run *run = reading->run;
	size_t room = MOST_OF_LAB - run->kept->memory;

	reading->left = ALWAYS;
	keep_asked(reading, snapshot->sp);
	reading->full = false;
	room = room < MOST_MEMORY ? room : MOST_MEMORY;
	reading->left += room;
	keep_all(reading);
	if (reading->left < room)
		run->kept->memory += room - reading->left;
	if (reading->full)
		snapshot->unread =
			(struct lack){.reason = SAY(run->pool, MEMORY_LARGE,
					      MOST_MEMORY >> 20, MOST_OF_LAB >> 20),
				.by_program = true};
}

static int open_file(const struct snapshot *snapshot, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/%s", (int)snapshot->view, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

void memory_take(struct run *run, struct snapshot *snapshot, const struct maps *maps,
	const char *program)
{
	struct reading reading = {
		.run = run,
		.maps = maps,
		.program = program,
		.memory = open_file(snapshot, "mem"),
		.resident = {.pagemap = open_file(snapshot, "pagemap"),
			.page = (unsigned long)sysconf(_SC_PAGESIZE),
			.left = MOST_PAGES},
		.end = &snapshot->memory,
	};

	if (reading.memory >= 0 && reading.resident.pagemap >= 0)
		read_memory(&reading, snapshot);
	else
		snapshot->unread = refusal_unless_shown(
			run->shown.memory, "memory", SAID(MEMORY_HIDDEN));
	pool_free(&reading.scratch);
	if (reading.memory >= 0)
		close(reading.memory);
	if (reading.resident.pagemap >= 0)
		close(reading.resident.pagemap);
}
