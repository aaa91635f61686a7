/* SPDX-License-Identifier: MIT */
#include "page_looks.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../evidence/maps.h"
#include "../host/clock.h"
#include "resident.h"

enum {
	MOST_LOOKS = 256,
	MOST_MAPS = 64 << 20,  /* bytes of text of all their maps */
	MOST_PAGES = 16 << 20, /* that are looked for at a look, with 4 KiB each 64 GiB */
	FIRST_ROOM = 64,
};

/* A look that is being taken. */
struct taking {
	struct pool *pool;
	struct page_look *look;
	int room;
};

static bool note_pages(unsigned long start, unsigned long end, void *context)
{
	struct taking *taking = context;
	struct page_look *look = taking->look;

	if (look->count == taking->room) {
		struct pages_seen *before = look->at;

		taking->room = taking->room ? 2 * taking->room : FIRST_ROOM;
		look->at =
			pool_alloc(taking->pool, (size_t)taking->room * sizeof *look->at);
		if (before)
			memcpy(look->at, before, (size_t)look->count * sizeof *before);
	}
	look->at[look->count++] =
		(struct pages_seen){.start = (number)start, .end = (number)end};
	return true;
}

/* What nobody may touch may be terabytes, and its pages stay what they were. */
static void look_at_pages(struct taking *taking, int pagemap)
{
	struct resident resident = {.pagemap = pagemap,
		.page = (unsigned long)sysconf(_SC_PAGESIZE),
		.left = MOST_PAGES};
	const struct bytes *text = &taking->look->map;
	struct pool scratch = {0};
	struct maps maps;
	struct err ignored;

	if (maps_parse(&scratch, text->data, text->size, &maps, &ignored) == 0)
		for (int i = 0; i < maps.count; i++)
			if (mapping_is_accessible(&maps.at[i]))
				resident_walk(&resident, (unsigned long)maps.at[i].start,
					(unsigned long)maps.at[i].end, note_pages, taking);
	pool_free(&scratch);
}

static void add(struct run *run, struct page_look *look)
{
	struct page_look **end = &run->observation->looks;

	while (*end)
		end = &(*end)->next;
	*end = look;
	run->looks.count++;
	run->looks.maps += look->map.size;
}

void page_looks_take(struct run *run, pid_t pid, pid_t tid, pid_t view)
{
	struct page_look *look;
	struct taking taking = {.pool = run->pool};
	struct err ignored;
	char path[64];
	int pagemap;

	if (!run->launch->looks_at_pages || run->looks.maps > MOST_MAPS)
		return;
	snprintf(path, sizeof path, "/proc/%d/pagemap", (int)view);
	pagemap = open(path, O_RDONLY | O_CLOEXEC);
	if (pagemap < 0)
		return;
	look = taking.look = pool_alloc(run->pool, sizeof *look);
	*look = (struct page_look){.pid = pid, .tid = tid, .time = clock_real()};
	snprintf(path, sizeof path, "/proc/%d/maps", (int)view);
	if (file_read(run->pool, path, &look->map, &ignored) == 0) {
		look_at_pages(&taking, pagemap);
		add(run, look);
	}
	close(pagemap);
}

/* Leaves out every second of the looks so far. */
static void thin_out(struct run *run)
{
	for (struct page_look *at = run->observation->looks; at; at = at->next)
		if (at->next) {
			run->looks.maps -= at->next->map.size;
			at->next = at->next->next;
			run->looks.count--;
		}
	run->looks.each *= 2;
}

void page_looks_at_call(struct run *run, pid_t pid, pid_t tid)
{
	struct page_looks *looks = &run->looks;
	double begin = clock_now();

	if (looks->each == 0)
		looks->each = 1;
	if (++looks->skipped < looks->each)
		return;
	looks->skipped = 0;
	if (looks->count >= MOST_LOOKS)
		thin_out(run);
	page_looks_take(run, pid, tid, pid);
	run->excused += clock_now() - begin;
}
