/* SPDX-License-Identifier: MIT */
#include "space_parts.h"

#include <string.h>

/* What page faults bring into memory. */

/* The stack of the first thread grows when something below it is touched. */
static bool grow_stack(struct space *space, number address)
{
	const struct area *above = (const struct area *)spans_from(&space->areas, address);
	struct mapped grown;

	if (!above || strcmp(above->path, "[stack]") != 0)
		return false;
	grown = (struct mapped){
		.start = space_down(space, address),
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
	number known = space_down(space, address) + 3 * space->page_size;

	if (space->stack_used || strcmp(area->path, "[stack]") != 0)
		return;
	space->stack_used = true;
	space_populate(space, kernel && known < last ? known : last, area->span.end, NULL);
}

enum space_touch space_touch(struct space *space, number address, bool refused, bool kernel)
{
	struct area *area = (struct area *)spans_find(&space->areas, address);
	struct page *page;
	number start = space_down(space, address);

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
		space_populate(space, start, start + space->page_size, NULL);
		return TOUCH_FIRST;
	}
	if (!page->shared)
		return TOUCH_AGAIN;
	spans_pieces(&space->pages, start, start + space->page_size, NULL, NULL);
	page = (struct page *)spans_find(&space->pages, address);
	page->shared = false;
	return TOUCH_COPY;
}
