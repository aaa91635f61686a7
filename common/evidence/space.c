/* SPDX-License-Identifier: MIT */
#include "space_parts.h"

#include <string.h>

#include "../base/text.h"

number space_up(const struct space *space, number address)
{
	number rest = address % space->page_size;

	return rest ? address + space->page_size - rest : address;
}

number space_down(const struct space *space, number address)
{
	return address - address % space->page_size;
}

struct space *space_new(struct pool *pool, number page_size)
{
	struct space *space = pool_alloc(pool, sizeof *space);

	*space = (struct space){
		.pool = pool,
		.areas = spans_new(pool, sizeof(struct area)),
		.pages = spans_new(pool, sizeof(struct page)),
		.page_size = page_size,
		.brk = -1,
	};
	return space;
}

/* --- what has gone -------------------------------------------------------------------- */

static void bury_area(struct space *space, struct area *area)
{
	if (area->born == space->step)
		return; /* no step has shown it */
	area->died = space->step;
	area->next = space->areas_gone;
	space->areas_gone = area;
}

static void area_goes(struct span *span, void *context)
{
	struct space *space = context;

	space->size -= span->end - span->start;
	bury_area(space, (struct area *)span);
}

void space_page_goes(struct span *span, void *context)
{
	struct page *page = (struct page *)span;
	struct space *space = context;

	space->resident -= span->end - span->start;
	if (page->born == space->step)
		return;
	page->died = space->step;
	page->next = space->pages_gone;
	space->pages_gone = page;
}

void space_drop_pages(struct space *space, number start, number end)
{
	spans_cut(&space->pages, start, end, space_page_goes, space);
}

void space_unmap(struct space *space, number start, number end)
{
	space_drop_pages(space, start, end);
	spans_cut(&space->areas, start, end, area_goes, space);
}

void space_end(struct space *space)
{
	const number all = (number)1 << 64;

	space_unmap(space, 0, all);
	space->brk = -1;
	space->stack_used = false;
}

/* --- what comes ----------------------------------------------------------------------- */

struct area *space_put(
	struct space *space, number start, number end, const char *access, const char *path)
{
	struct area *area = (struct area *)spans_put(&space->areas, start, end);

	memcpy(area->access, access, sizeof area->access - 1);
	area->path = path;
	area->born = space->step;
	space->size += end - start;
	return area;
}

static void note_come(struct space_seen *seen, number start, number end)
{
	if (!seen)
		return;
	if (seen->come == 0)
		seen->first = start;
	seen->end = end;
	seen->come += end - start;
}

/* Brings pages into memory that no fault has brought; those that are new are noted. */
void space_populate(struct space *space, number start, number end, struct space_seen *seen)
{
	while (start < end) {
		const struct span *there = spans_from(&space->pages, start);
		number until = there && there->start < end ? there->start : end;

		if (start < until) {
			struct page *page =
				(struct page *)spans_put(&space->pages, start, until);

			page->born = space->step;
			space->resident += until - start;
			note_come(seen, start, until);
		}
		start = until < end ? there->end : end;
	}
}

/* --- forks ---------------------------------------------------------------------------- */

/* The memory of a parent whose child comes, and the child's. */
struct forking {
	struct space *parent;
	struct space *child;
};

static void share_page(struct span *span, void *context)
{
	(void)context;
	((struct page *)span)->shared = true;
}

static void forget_page(struct span *span, void *context)
{
	struct space *space = context;

	space->resident -= span->end - span->start;
}

/*
 * A child begins without the pages that it can have from the file again, or of memory that is
 * shared for good; the others are shared until they are written.
 */
static void fork_area(struct span *span, void *context)
{
	const struct forking *forking = context;
	const struct area *area = (const struct area *)span;

	if (area->written) {
		spans_pieces(
			&forking->parent->pages, span->start, span->end, share_page, NULL);
		spans_pieces(
			&forking->child->pages, span->start, span->end, share_page, NULL);
	} else {
		spans_cut(&forking->child->pages, span->start, span->end, forget_page,
			forking->child);
	}
}

static void page_is_born(struct span *span, void *context)
{
	const struct space *space = context;

	((struct page *)span)->born = space->step;
}

static void area_is_born(struct span *span, void *context)
{
	const struct space *space = context;

	((struct area *)span)->born = space->step;
}

struct space *space_fork(struct space *parent)
{
	struct space *child = pool_alloc(parent->pool, sizeof *child);

	*child = *parent;
	child->areas_gone = NULL;
	child->pages_gone = NULL;
	child->areas = spans_copy(&parent->areas);
	child->pages = spans_copy(&parent->pages);
	spans_walk(&parent->areas, fork_area, &(struct forking){parent, child});
	spans_walk(&child->areas, area_is_born, child);
	spans_walk(&child->pages, page_is_born, child);
	return child;
}

/* --- changes of what is there --------------------------------------------------------- */

static bool differs(const char *wanted, const char *now)
{
	return wanted && (!now || strcmp(wanted, now) != 0);
}

/* A piece that is changed goes as it was, and comes as it is. */
void space_change_area(struct span *span, void *context)
{
	const struct space_wanted *wanted = context;
	struct area *area = (struct area *)span;
	struct space *space = wanted->space;

	if (!differs(wanted->access, area->access) && !differs(wanted->path, area->path) &&
		!differs(wanted->owner, area->owner))
		return;
	if (area->born < space->step) {
		struct area *before = pool_alloc(space->pool, sizeof *before);

		*before = *area;
		bury_area(space, before);
		area->born = space->step;
	}
	if (wanted->access)
		memcpy(area->access, wanted->access, strlen(wanted->access));
	if (wanted->path) {
		area->path = wanted->path;
		area->bias = wanted->bias;
	}
	if (wanted->owner)
		area->owner = wanted->owner;
}

/* --- what a look shows ---------------------------------------------------------------- */

/* Takes out what is in memory from `start` to `end`. */
static void see_none(struct space *space, struct space_seen *seen, number start, number end)
{
	number before = space->resident;

	if (start < end)
		space_drop_pages(space, start, end);
	seen->gone += before - space->resident;
}

/*
 * A look does not tell what has been written. Pages of anonymous memory that is the process's own
 * have been, as a rule, as nothing but zeros comes of reading them.
 */
static void see_written(struct space *space, number address)
{
	struct area *area = (struct area *)spans_find(&space->areas, address);

	if (area && area->path[0] != '/' && strcmp(area->access, "rw-p") == 0)
		area->written = true;
}

struct space_seen space_see(struct space *space, number start, number end,
	const struct pages_seen *pages, int count)
{
	struct space_seen seen = {0};
	number at = start;

	if (count > 0 && pages[0].start < end)
		see_written(space, start);

	for (int i = 0; i < count && pages[i].start < end; i++) {
		number from = pages[i].start > at ? pages[i].start : at;
		number to = pages[i].end < end ? pages[i].end : end;

		if (from >= to)
			continue;
		see_none(space, &seen, at, from);
		space_populate(space, from, to, &seen);
		at = to;
	}
	see_none(space, &seen, at, end);
	return seen;
}

/* --- looking -------------------------------------------------------------------------- */

const struct area *space_area(const struct space *space, number address)
{
	return (const struct area *)spans_find(&space->areas, address);
}

const char *space_owner(const struct area *area)
{
	const char *path = area->owner ? area->owner : area->path;

	if (!*path || text_starts(path, "/dev/zero"))
		return NULL;
	return *path == '/' ? text_base_name(path) : path;
}
