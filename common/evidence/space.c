/* SPDX-License-Identifier: MIT */
#include "space.h"

#include <string.h>

#include "../base/text.h"

static number up(const struct space *space, number address)
{
	number rest = address % space->page_size;

	return rest ? address + space->page_size - rest : address;
}

static number down(const struct space *space, number address)
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

static void page_goes(struct span *span, void *context)
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

static void drop_pages(struct space *space, number start, number end)
{
	spans_cut(&space->pages, start, end, page_goes, space);
}

static void unmap(struct space *space, number start, number end)
{
	drop_pages(space, start, end);
	spans_cut(&space->areas, start, end, area_goes, space);
}

void space_end(struct space *space)
{
	const number all = (number)1 << 64;

	unmap(space, 0, all);
	space->brk = -1;
	space->stack_used = false;
}

/* --- what comes ----------------------------------------------------------------------- */

static struct area *map(
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
static void populate(struct space *space, number start, number end, struct space_seen *seen)
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

/* What an area is to be from now on; NULL leaves it as it is. */
struct wanted {
	struct space *space;
	const char *access;
	const char *path;
	const char *owner;
	number bias;
};

static bool differs(const char *wanted, const char *now)
{
	return wanted && (!now || strcmp(wanted, now) != 0);
}

/* A piece that is changed goes as it was, and comes as it is. */
static void change_area(struct span *span, void *context)
{
	const struct wanted *wanted = context;
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

/* --- the kernel's records ------------------------------------------------------------- */

/* The file whose data anonymous memory holds that lies over it or right behind it. */
static const char *owner_at(const struct space *space, number start, bool over)
{
	const struct area *area = space_area(space, over ? start : start - 1);

	if (!area || (!over && area->access[1] != 'w'))
		return NULL;
	return area->path[0] == '/' ? area->path : area->owner;
}

static const char *known_path(const struct mapped *mapped)
{
	return text_starts(mapped->path, "//anon") ? "" : mapped->path;
}

/* Of anonymous memory the kernel's record does not know what a call has told. */
static const char *wanted_path(const struct space *space, const struct mapped *mapped)
{
	const struct area *area = space_area(space, mapped->start);
	const char *path = known_path(mapped);

	return !*path && area ? NULL : path;
}

/* Is the area what the record says of it? */
static bool is_as_told(const struct area *area, const struct mapped *mapped)
{
	const char *path = known_path(mapped);

	return area && strcmp(area->access, mapped->access) == 0 &&
		(!*path || strcmp(area->path, path) == 0);
}

/*
 * Most records tell what a call has told, or that the stack has grown. The kernel joins what lies
 * together, so a record may be about very much: where both ends are known as it says, so is what
 * lies between them.
 */
static bool is_known(const struct space *space, const struct mapped *mapped, number start)
{
	return is_as_told(space_area(space, start), mapped) &&
		is_as_told(space_area(space, mapped->end - 1), mapped);
}

/* Maps what nothing lies at, from `start` on; where that ends. */
static number fill_gap(
	struct space *space, const struct mapped *mapped, number start, const char *owner)
{
	const struct span *there = spans_from(&space->areas, start);
	number until = there && there->start < mapped->end ? there->start : mapped->end;
	struct area *area;

	if (start >= until)
		return start;
	area = map(space, start, until, mapped->access, known_path(mapped));
	area->bias = mapped->offset - mapped->start;
	area->owner = owner;
	return until;
}

void space_map(struct space *space, const struct mapped *mapped)
{
	struct wanted wanted = {
		.space = space,
		.access = mapped->access,
		.path = wanted_path(space, mapped),
		.bias = mapped->offset - mapped->start,
	};
	const char *owner = !*known_path(mapped) && !space_area(space, mapped->start)
		? owner_at(space, mapped->start, false)
		: NULL;
	number at = fill_gap(space, mapped, mapped->start, owner);

	if (at == mapped->end || is_known(space, mapped, at))
		return;
	spans_pieces(&space->areas, at, mapped->end, change_area, &wanted);
	while (at < mapped->end) {
		const struct span *there;

		at = fill_gap(space, mapped, at, owner);
		there = spans_find(&space->areas, at);
		at = at < mapped->end && there ? there->end : mapped->end;
	}
}

/* --- calls ---------------------------------------------------------------------------- */

static void read_access(
	const struct trace_call *call, int protection, int flags, char access[5])
{
	access[0] = trace_call_has(call, protection, "PROT_READ") ? 'r' : '-';
	access[1] = trace_call_has(call, protection, "PROT_WRITE") ? 'w' : '-';
	access[2] = trace_call_has(call, protection, "PROT_EXEC") ? 'x' : '-';
	access[3] = flags && trace_call_has(call, flags, "MAP_SHARED") ? 's' : 'p';
	access[4] = '\0';
}

static void do_mmap(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number start = call->result;
	number end = start + up(space, trace_call_number(call, 1));
	bool anonymous = trace_call_has(call, 3, "MAP_ANONYMOUS");
	bool fixed = trace_call_has(call, 3, "MAP_FIXED");
	const char *owner = anonymous && fixed ? owner_at(space, start, true) : NULL;
	struct area *area;
	char access[5];

	*change = (struct space_change){start, end};
	unmap(space, start, end);
	read_access(call, 2, 3, access);
	area = map(space, start, end, access, "");
	area->owner = owner;
	area->bias = trace_call_number(call, 5) - start;
	if (trace_call_has(call, 3, "MAP_POPULATE") ||
		trace_call_has(call, 3, "MAP_LOCKED"))
		populate(space, start, end, NULL);
}

static void do_munmap(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	unmap(space, change->start, change->end);
	(void)call;
}

static void do_mprotect(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	char access[5];
	struct wanted wanted = {.space = space, .access = access};

	read_access(call, 2, 0, access);
	access[3] = '\0'; /* shared or not, as it was */
	spans_pieces(&space->areas, change->start, change->end, change_area, &wanted);
}

static void do_madvise(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	static const char *const dropping[] = {
		"MADV_DONTNEED", "MADV_REMOVE", "MADV_PAGEOUT", "MADV_GUARD_INSTALL"};

	for (size_t i = 0; i < sizeof dropping / sizeof *dropping; i++)
		if (trace_call_has(call, 2, dropping[i]))
			drop_pages(space, change->start, change->end);
	if (trace_call_has(call, 2, "MADV_POPULATE"))
		populate(space, change->start, change->end, NULL);
}

static void do_mlock(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	(void)call;
	populate(space, change->start, change->end, NULL);
}

/* Pages on the way from one place to another. */
struct moving {
	struct space *space;
	number distance;
	struct spans *to;
};

static void move_page(struct span *span, void *context)
{
	struct moving *moving = context;
	struct page *page = (struct page *)spans_put(
		moving->to, span->start + moving->distance, span->end + moving->distance);

	page->born = moving->space->step;
	page->shared = ((struct page *)span)->shared;
	moving->space->resident += span->end - span->start;
	page_goes(span, moving->space);
}

/* Those of the old place, now at the new one. */
static void move_pages(struct space *space, number start, number end, number distance)
{
	struct spans moved = spans_new(space->pool, sizeof(struct page));
	struct moving moving = {.space = space, .distance = distance, .to = &moved};

	spans_cut(&space->pages, start, end, move_page, &moving);
	moving = (struct moving){.space = space, .to = &space->pages};
	for (const struct span *at; (at = spans_from(&moved, 0));) {
		struct page *page =
			(struct page *)spans_put(&space->pages, at->start, at->end);

		page->born = space->step;
		page->shared = ((const struct page *)at)->shared;
		spans_cut(&moved, at->start, at->end, NULL, NULL);
	}
}

static void do_mremap(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number start = trace_call_number(call, 0);
	number size = up(space, trace_call_number(call, 1));
	number new_size = up(space, trace_call_number(call, 2));
	number to = call->result;
	const struct area *found = space_area(space, start);
	struct area was = found ? *found : (struct area){.access = "rw-p", .path = ""};
	struct area *area;

	*change = (struct space_change){to, to + new_size};
	if (to != start)
		unmap(space, to, to + new_size);
	if (to == start && new_size < size)
		unmap(space, start + new_size, start + size);
	else if (to != start)
		move_pages(space, start, start + (size < new_size ? size : new_size),
			to - start);
	if (to != start && !trace_call_has(call, 3, "MREMAP_DONTUNMAP"))
		unmap(space, start, start + size);
	if (to == start && new_size <= size)
		return;
	start = to == start ? start + size : to;
	area = map(space, start, to + new_size, was.access, was.path);
	area->owner = was.owner;
	area->bias = to == trace_call_number(call, 0)
		? was.bias
		: was.bias + trace_call_number(call, 0) - to;
}

static void do_brk(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number brk = call->result;
	number now = up(space, brk);
	number before = up(space, space->brk);

	*change = (struct space_change){brk, brk};
	if (space->brk < 0) {
		space->brk = brk;
		return;
	}
	space->brk = brk;
	if (now > before) {
		map(space, before, now, "rw-p", "[heap]");
		*change = (struct space_change){before, now};
	} else if (now < before) {
		*change = (struct space_change){now, before};
		unmap(space, now, before);
	}
}

/* The stack of a thread, its guard with it; clone(2). */
static void do_clone(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number stack = trace_call_field(call, "stack=");
	number size = trace_call_field(call, "stack_size=");
	const struct area *area = stack > 0 ? space_area(space, stack) : NULL;
	struct wanted wanted = {.space = space,
		.owner = pool_printf(space->pool, "[stack:%d]", (int)call->result)};

	*change = (struct space_change){0, 0};
	if (!area || size <= 0 ||
		!memmem(call->text, strlen(call->text), "CLONE_THREAD", 12))
		return;
	*change = (struct space_change){stack, up(space, stack + size)};
	spans_pieces(&space->areas, change->start, change->end, change_area, &wanted);
}

/* What is done, with the bytes that the first two arguments name already in the change. */
typedef void deed(
	struct space *space, const struct trace_call *call, struct space_change *change);

static const struct {
	const char *name;
	deed *deed; /* NULL: what is mapped stays as it is, or a record tells */
} deeds[] = {
	{"mmap", do_mmap},
	{"mmap2", do_mmap},
	{"munmap", do_munmap},
	{"mprotect", do_mprotect},
	{"pkey_mprotect", do_mprotect},
	{"madvise", do_madvise},
	{"mremap", do_mremap},
	{"brk", do_brk},
	{"mlock", do_mlock},
	{"mlock2", do_mlock},
	{"clone", do_clone},
	{"clone3", do_clone},
	{"munlock", NULL},
	{"mlockall", NULL},
	{"munlockall", NULL},
	{"remap_file_pages", NULL},
	{"shmat", NULL},
	{"shmdt", NULL},
	{"fork", NULL},
	{"vfork", NULL},
	{"execve", NULL},
	{"execveat", NULL},
};

/* Its place in the table, -1: it is none of them. */
static int find_deed(const struct trace_call *call)
{
	for (int i = 0; i < (int)(sizeof deeds / sizeof *deeds); i++)
		if (trace_call_is(call, deeds[i].name))
			return i;
	return -1;
}

bool space_is_call(const struct trace_call *call)
{
	return find_deed(call) >= 0;
}

bool space_call(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number start = trace_call_number(call, 0);
	int found = find_deed(call);

	*change = (struct space_change){0, 0};
	if (found < 0 || !deeds[found].deed)
		return found >= 0;
	change->start = start;
	change->end = start + up(space, trace_call_number(call, 1));
	if (call->succeeded)
		deeds[found].deed(space, call, change);
	return true;
}

/* --- faults --------------------------------------------------------------------------- */

/* The stack of the first thread grows when something below it is touched. */
static bool grow_stack(struct space *space, number address)
{
	const struct area *above = (const struct area *)spans_from(&space->areas, address);
	struct mapped grown;

	if (!above || strcmp(above->path, "[stack]") != 0)
		return false;
	grown = (struct mapped){
		.start = down(space, address),
		.end = above->span.start,
		.path = "[stack]",
	};
	memcpy(grown.access, above->access, sizeof grown.access);
	space_map(space, &grown);
	return true;
}

/*
 * An execve writes arguments and environment to the top of the stack, and no fault tells it. What
 * the kernel itself touches first lies below them, by up to two pages that it chooses at random
 * (arch_align_stack()), and by what it has to align.
 */
static void use_stack(
	struct space *space, const struct area *area, number address, bool kernel)
{
	number last = area->span.end - space->page_size;
	number known = down(space, address) + 3 * space->page_size;

	if (space->stack_used || strcmp(area->path, "[stack]") != 0)
		return;
	space->stack_used = true;
	populate(space, kernel && known < last ? known : last, area->span.end, NULL);
}

enum space_touch space_touch(struct space *space, number address, bool refused, bool kernel)
{
	struct area *area = (struct area *)spans_find(&space->areas, address);
	struct page *page;
	number start = down(space, address);

	if (!area && (refused || !grow_stack(space, address)))
		return TOUCH_NOWHERE;
	if (refused || (area && area->access[0] == '-'))
		return TOUCH_REFUSED;
	if (area && area->access[1] == 'w' && area->access[3] == 'p')
		area->written = true;
	if (area)
		use_stack(space, area, address, kernel);
	page = (struct page *)spans_find(&space->pages, address);
	if (!page) {
		populate(space, start, start + space->page_size, NULL);
		return TOUCH_FIRST;
	}
	if (!page->shared)
		return TOUCH_AGAIN;
	spans_pieces(&space->pages, start, start + space->page_size, NULL, NULL);
	page = (struct page *)spans_find(&space->pages, address);
	page->shared = false;
	return TOUCH_COPY;
}

/* --- what a look shows ---------------------------------------------------------------- */

/* Takes out what is in memory from `start` to `end`. */
static void see_none(struct space *space, struct space_seen *seen, number start, number end)
{
	number before = space->resident;

	if (start < end)
		drop_pages(space, start, end);
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
		populate(space, from, to, &seen);
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
