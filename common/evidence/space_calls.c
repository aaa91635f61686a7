/* SPDX-License-Identifier: MIT */
#include "space_parts.h"

#include <string.h>

/* What system calls make of an address space. */

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
	number end = start + space_up(space, trace_call_number(call, 1));
	bool anonymous = trace_call_has(call, 3, "MAP_ANONYMOUS");
	bool fixed = trace_call_has(call, 3, "MAP_FIXED");
	const char *owner = anonymous && fixed ? space_owner_at(space, start, true) : NULL;
	struct area *area;
	char access[5];

	*change = (struct space_change){start, end};
	space_unmap(space, start, end);
	read_access(call, 2, 3, access);
	area = space_put(space, start, end, access, "");
	area->owner = owner;
	area->bias = trace_call_number(call, 5) - start;
	if (trace_call_has(call, 3, "MAP_POPULATE") ||
		trace_call_has(call, 3, "MAP_LOCKED"))
		space_populate(space, start, end, NULL);
}

static void do_munmap(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	space_unmap(space, change->start, change->end);
	(void)call;
}

static void do_mprotect(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	char access[5];
	struct space_wanted wanted = {.space = space, .access = access};

	read_access(call, 2, 0, access);
	access[3] = '\0'; /* shared or not, as it was */
	spans_pieces(&space->areas, change->start, change->end, space_change_area, &wanted);
}

static void do_madvise(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	static const char *const dropping[] = {
		"MADV_DONTNEED", "MADV_REMOVE", "MADV_PAGEOUT", "MADV_GUARD_INSTALL"};

	for (size_t i = 0; i < sizeof dropping / sizeof *dropping; i++)
		if (trace_call_has(call, 2, dropping[i]))
			space_drop_pages(space, change->start, change->end);
	if (trace_call_has(call, 2, "MADV_POPULATE"))
		space_populate(space, change->start, change->end, NULL);
}

static void do_mlock(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	(void)call;
	space_populate(space, change->start, change->end, NULL);
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
	space_page_goes(span, moving->space);
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
	number size = space_up(space, trace_call_number(call, 1));
	number new_size = space_up(space, trace_call_number(call, 2));
	number to = call->result;
	const struct area *found = space_area(space, start);
	struct area was = found ? *found : (struct area){.access = "rw-p", .path = ""};
	struct area *area;

	*change = (struct space_change){to, to + new_size};
	if (to != start)
		space_unmap(space, to, to + new_size);
	if (to == start && new_size < size)
		space_unmap(space, start + new_size, start + size);
	else if (to != start)
		move_pages(space, start, start + (size < new_size ? size : new_size),
			to - start);
	if (to != start && !trace_call_has(call, 3, "MREMAP_DONTUNMAP"))
		space_unmap(space, start, start + size);
	if (to == start && new_size <= size)
		return;
	start = to == start ? start + size : to;
	area = space_put(space, start, to + new_size, was.access, was.path);
	area->owner = was.owner;
	area->bias = to == trace_call_number(call, 0)
		? was.bias
		: was.bias + trace_call_number(call, 0) - to;
}

static void do_brk(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number brk = call->result;
	number now = space_up(space, brk);
	number before = space_up(space, space->brk);

	*change = (struct space_change){brk, brk};
	if (space->brk < 0) {
		space->brk = brk;
		return;
	}
	space->brk = brk;
	if (now > before) {
		space_put(space, before, now, "rw-p", "[heap]");
		*change = (struct space_change){before, now};
	} else if (now < before) {
		*change = (struct space_change){now, before};
		space_unmap(space, now, before);
	}
}

/* The stack of a thread, its guard with it; clone(2). */
static void do_clone(
	struct space *space, const struct trace_call *call, struct space_change *change)
{
	number stack = trace_call_field(call, "stack=");
	number size = trace_call_field(call, "stack_size=");
	const struct area *area = stack > 0 ? space_area(space, stack) : NULL;
	struct space_wanted wanted = {.space = space,
		.owner = pool_printf(space->pool, "[stack:%d]", (int)call->result)};

	*change = (struct space_change){0, 0};
	if (!area || size <= 0 ||
		!memmem(call->text, strlen(call->text), "CLONE_THREAD", 12))
		return;
	*change = (struct space_change){stack, space_up(space, stack + size)};
	spans_pieces(&space->areas, change->start, change->end, space_change_area, &wanted);
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
	change->end = start + space_up(space, trace_call_number(call, 1));
	if (call->succeeded)
		deeds[found].deed(space, call, change);
	return true;
}
