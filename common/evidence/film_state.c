/* SPDX-License-Identifier: MIT */
#include "film_state.h"

#include <string.h>

bool film_knows_pages(const struct film *film)
{
	return !film->unlisted || film->looks > 0;
}

bool film_area_lives(const struct film_area *area, int step)
{
	return area->area->born <= step && step < area->area->died;
}

bool film_pages_live(const struct film_pages *pages, int step)
{
	return pages->page->born <= step && step < pages->page->died;
}

int film_region_from(const struct film *film, int lane, number address)
{
	const struct film_lane *home = &film->lanes[film->lanes[lane].home];
	int low =
		home->first_region; /* of those below it all end at or below the address */
	int end = home->first_region + home->region_count;
	int high = end;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (film->regions[middle].end > address)
			high = middle;
		else
			low = middle + 1;
	}
	return low < end ? low : -1;
}

/* Is the area the continuation of the mapping? Of a file its bytes must go on as well. */
static bool goes_on(const struct mapping *mapping, const struct area *area)
{
	return mapping->end == area->span.start &&
		strcmp(mapping->perms, area->access) == 0 &&
		strcmp(mapping->path, area->path) == 0 &&
		(mapping->path[0] != '/' || mapping->start + area->bias == mapping->offset);
}

static void add_mapping(struct pool *pool, struct maps *maps, const struct area *area)
{
	struct mapping *last = maps->count > 0 ? &maps->at[maps->count - 1] : NULL;
	struct map_field *rss;

	if (last && goes_on(last, area)) {
		last->end = area->span.end;
		return;
	}
	rss = pool_alloc(pool, sizeof *rss);
	rss->name = "Rss";
	last = &maps->at[maps->count++];
	*last = (struct mapping){
		.start = area->span.start,
		.end = area->span.end,
		.path = area->path,
		.offset = area->path[0] == '/' ? area->span.start + area->bias : 0,
		.fields = rss,
	};
	memcpy(last->perms, area->access, sizeof last->perms);
}

/* Adds the bytes of pages to each mapping that they lie in. */
static void add_resident(struct maps *maps, const struct span *pages)
{
	const struct mapping *from = maps_from(maps, pages->start);

	for (int i = from ? (int)(from - maps->at) : maps->count;
		i < maps->count && maps->at[i].start < pages->end; i++) {
		const struct mapping *at = &maps->at[i];
		number start = pages->start > at->start ? pages->start : at->start;
		number end = pages->end < at->end ? pages->end : at->end;

		at->fields->value += end - start;
	}
}

void film_maps(
	struct pool *pool, const struct film *film, int lane, int step, struct maps *maps)
{
	int home = film->lanes[lane].home;

	maps->count = 0;
	maps->at = pool_alloc(pool, (size_t)film->area_count * sizeof *maps->at);
	for (int i = 0; i < film->area_count; i++)
		if (film->areas[i].lane == home && film_area_lives(&film->areas[i], step))
			add_mapping(pool, maps, film->areas[i].area);
	for (int i = 0; !film_knows_pages(film) && i < maps->count; i++)
		maps->at[i].fields = NULL;
	for (int i = 0; film_knows_pages(film) && i < film->page_count; i++)
		if (film->pages[i].lane == home && film_pages_live(&film->pages[i], step))
			add_resident(maps, &film->pages[i].page->span);
}
