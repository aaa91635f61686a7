/* SPDX-License-Identifier: MIT */
#include "film_looks.h"

#include <string.h>

/* How many lines begin at a time or before it. They are in the order in which they begin. */
static int lines_until(number time, const struct run_trace *trace, const number *stamps)
{
	int low = 0;
	int high = trace->lines.count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (stamps[trace->lines.at[middle].number - 1] <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int film_look_place(
	const struct page_look *look, const struct run_trace *trace, const number *stamps)
{
	int at = lines_until(look->time + stamps[0], trace, stamps);

	while (at > 0 && trace->tids[at - 1] != look->tid)
		at--;
	return at > 0 ? at - 1 : 0;
}

int film_look_pages(const struct page_look *look, number address)
{
	int low = 0;
	int high = look->count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (look->at[middle].end > address)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The path where the space has it already, or a copy of it. */
static const char *kept_path(struct space *space, const struct mapping *mapping)
{
	const struct area *area = space_area(space, mapping->start);

	if (area && strcmp(area->path, mapping->path) == 0)
		return area->path;
	return pool_copy(space->pool, mapping->path, strlen(mapping->path));
}

void film_look_map(struct space *space, const struct mapping *mapping)
{
	struct mapped mapped = {
		.start = mapping->start,
		.end = mapping->end,
		.offset = mapping->offset,
		.path = kept_path(space, mapping),
	};

	memcpy(mapped.access, mapping->perms, sizeof mapped.access);
	space_map(space, &mapped);
}
