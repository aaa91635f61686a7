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

struct memory_reader {
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
	struct memory_reader *reader, unsigned long start, size_t bytes)
{
	size_t size = bytes / reader->resident.page * sizeof(uint64_t);
	unsigned long *entries = pool_alloc(reader->run->pool, size);
	off_t offset = (off_t)(start / reader->resident.page * sizeof(uint64_t));

	return pread(reader->resident.pagemap, entries, size, offset) == (ssize_t)size
		? entries
		: NULL;
}

/* Keeps the bytes from `start` on, up to the first page that cannot be read: how many. */
static size_t keep_piece(struct memory_reader *reader, unsigned long start, size_t size)
{
	struct pool *pool = reader->run->pool;
	unsigned char *bytes = pool_alloc(pool, size);
	ssize_t got = pread(reader->memory, bytes, size, (off_t)start);
	struct memory_piece *piece;

	if (got <= 0)
		return 0;
	piece = pool_alloc(pool, sizeof *piece);
	piece->start = start;
	piece->bytes = bytes;
	piece->size = (size_t)got;
	piece->entries = read_entries(reader, start, piece->size);
	*reader->end = piece;
	reader->end = &piece->next;
	return piece->size;
}

/* Keeps the bytes from `start` to `end`, which are resident, as far as there is room. */
static void keep(struct memory_reader *reader, unsigned long start, unsigned long end)
{
	while (start < end) {
		size_t size = end - start < PIECE ? end - start : PIECE;
		size_t kept;

		if (size > reader->left) {
			reader->full = true;
			return;
		}
		kept = keep_piece(reader, start, size);
		reader->left -= kept;
		start += kept;
		if (kept < size)
			start += reader->resident
					 .page; /* a guard page, which nobody can read */
	}
}

static bool keep_run(unsigned long start, unsigned long end, void *context)
{
	struct memory_reader *reader = context;

	keep(reader, start, end);
	return !reader->full;
}

/* Keeps the resident pages of a range, neighbours together. */
static void keep_resident(
	struct memory_reader *reader, unsigned long start, unsigned long end)
{
	if (!resident_walk(&reader->resident, start, end, keep_run, reader))
		reader->full = true;
}

/* --- what is asked for ---------------------------------------------------------------- */

/* The pages of the numbers that a text holds. */
struct asked {
	unsigned long *pages;
	size_t count;
	size_t room;
};

static void ask(struct memory_reader *reader, struct asked *asked, unsigned long address)
{
	if (asked->count < asked->room && maps_find(reader->maps, address))
		asked->pages[asked->count++] =
			address / reader->resident.page * reader->resident.page;
}

static void ask_for_printed(
	struct memory_reader *reader, struct asked *asked, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		number value = 0;
		bool hex;
		size_t used = number_read(text + at, size - at, &value, &hex);

		if (used > 0)
			ask(reader, asked, (unsigned long)value);
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
static number first_around(const struct memory_reader *reader,
	const struct mapping *mapping, unsigned long page, number behind)
{
	number start = (number)page - AROUND * (number)reader->resident.page;

	start = start < mapping->start ? mapping->start : start;
	return start < behind ? behind : start;
}

static number last_around(const struct memory_reader *reader, const struct mapping *mapping,
	unsigned long page)
{
	number end = (number)page + (AROUND + 1) * (number)reader->resident.page;

	return end < mapping->end ? end : mapping->end;
}

/* Keeps a page and those around it, which lie behind what has been kept; where they end. */
static number keep_around(struct memory_reader *reader, unsigned long page, number behind)
{
	const struct mapping *mapping = maps_find(reader->maps, page);
	number start;
	number end;

	if (!mapping_is_recorded(mapping, reader->program))
		return behind;
	start = first_around(reader, mapping, page, behind);
	end = last_around(reader, mapping, page);
	if (start < end)
		keep_resident(reader, (unsigned long)start, (unsigned long)end);
	return end > behind ? end : behind;
}

static void keep_asked(struct memory_reader *reader, unsigned long sp)
{
	const struct collector *out = &reader->run->out;
	const struct collector *err = &reader->run->err;
	struct asked asked = {.room = out->size / 2 + err->size / 2 + 2};
	number behind = 0;

	asked.pages = pool_alloc(&reader->scratch, asked.room * sizeof *asked.pages);
	ask(reader, &asked, sp);
	ask_for_printed(reader, &asked, out->data, out->size);
	ask_for_printed(reader, &asked, err->data, err->size);
	qsort(asked.pages, asked.count, sizeof *asked.pages, compare_pages);
	for (size_t i = 0; i < asked.count; i++)
		behind = keep_around(reader, asked.pages[i], behind);
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
static void keep_all(struct memory_reader *reader)
{
	const struct maps *maps = reader->maps;
	const struct mapping **recorded = pool_alloc(
		&reader->scratch, (size_t)maps->count * sizeof(struct mapping *));
	size_t count = 0;

	for (int i = 0; i < maps->count; i++)
		if (mapping_is_recorded(&maps->at[i], reader->program))
			recorded[count++] = &maps->at[i];
	qsort(recorded, count, sizeof *recorded, compare_mappings);
	for (size_t i = 0; i < count && !reader->full; i++)
		keep_resident(reader, (unsigned long)recorded[i]->start,
			(unsigned long)recorded[i]->end);
}

static void read_memory(struct memory_reader *reader, struct snapshot *snapshot)
{
	struct run *run = reader->run;
	size_t room = MOST_OF_LAB - run->kept->memory;

	reader->left = ALWAYS;
	keep_asked(reader, snapshot->sp);
	reader->full = false;
	room = room < MOST_MEMORY ? room : MOST_MEMORY;
	reader->left += room;
	keep_all(reader);
	if (reader->left < room)
		run->kept->memory += room - reader->left;
	if (reader->full)
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
	struct memory_reader reader = {
		.run = run,
		.maps = maps,
		.program = program,
		.memory = open_file(snapshot, "mem"),
		.resident = {.pagemap = open_file(snapshot, "pagemap"),
			.page = (unsigned long)sysconf(_SC_PAGESIZE),
			.left = MOST_PAGES},
		.end = &snapshot->memory,
	};

	if (reader.memory >= 0 && reader.resident.pagemap >= 0)
		read_memory(&reader, snapshot);
	else
		snapshot->unread = refusal_unless_shown(
			run->shown.memory, "memory", SAID(MEMORY_HIDDEN));
	pool_free(&reader.scratch);
	if (reader.memory >= 0)
		close(reader.memory);
	if (reader.resident.pagemap >= 0)
		close(reader.resident.pagemap);
}
