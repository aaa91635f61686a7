/* SPDX-License-Identifier: MIT */
#include "film_regions.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of one owner, before neighbours become one region. */
struct band {
	struct span span;
	const char *owner;
	int region;
};

struct finding {
	struct film *film;
	struct spans bands; /* of the lane at work */
	int lane;
};

/* --- areas and pages ------------------------------------------------------------------ */

static void add_area(struct finding *finding, const struct area *area)
{
	struct film *film = finding->film;

	film->areas[film->area_count++] =
		(struct film_area){.lane = finding->lane, .area = area};
}

static void add_living_area(struct span *span, void *context)
{
	struct finding *finding = context;

	((struct area *)span)->died = finding->film->count;
	add_area(finding, (const struct area *)span);
}

static void add_page(struct finding *finding, const struct page *page)
{
	struct film *film = finding->film;

	film->pages[film->page_count++] =
		(struct film_pages){.lane = finding->lane, .page = page};
}

static void add_living_page(struct span *span, void *context)
{
	struct finding *finding = context;

	((struct page *)span)->died = finding->film->count;
	add_page(finding, (const struct page *)span);
}

static void count_span(struct span *span, void *context)
{
	(void)span;
	++*(size_t *)context;
}

static void count_all(const struct space *space, size_t *areas, size_t *pages)
{
	spans_walk(&space->areas, count_span, areas);
	spans_walk(&space->pages, count_span, pages);
	for (const struct area *at = space->areas_gone; at; at = at->next)
		++*areas;
	for (const struct page *at = space->pages_gone; at; at = at->next)
		++*pages;
}

static int compare_births(const void *a, const void *b)
{
	const struct film_area *left = a;
	const struct film_area *right = b;

	return left->area->born - right->area->born;
}

static int compare_places(const struct span *a, int born, const struct span *b, int other)
{
	if (a->start != b->start)
		return a->start > b->start ? 1 : -1;
	return born - other;
}

static int compare_areas(const void *a, const void *b)
{
	const struct area *left = ((const struct film_area *)a)->area;
	const struct area *right = ((const struct film_area *)b)->area;

	return compare_places(&left->span, left->born, &right->span, right->born);
}

static int compare_pages(const void *a, const void *b)
{
	const struct page *left = ((const struct film_pages *)a)->page;
	const struct page *right = ((const struct film_pages *)b)->page;

	return compare_places(&left->span, left->born, &right->span, right->born);
}

/* --- regions -------------------------------------------------------------------------- */

static void add_band(struct spans *bands, const struct area *area)
{
	struct band *band;

	spans_cut(bands, area->span.start, area->span.end, NULL, NULL);
	band = (struct band *)spans_put(bands, area->span.start, area->span.end);
	band->owner = space_owner(area);
}

/* The next band, in ascending order: a part of the last region, or a new one. */
static void add_region(struct span *span, void *context)
{
	struct finding *finding = context;
	struct film *film = finding->film;
	struct film_lane *lane = &film->lanes[finding->lane];
	struct band *band = (struct band *)span;
	struct film_region *last =
		lane->region_count > 0 ? &film->regions[film->region_count - 1] : NULL;

	if (last && last->end == span->start && text_same(last->owner, band->owner)) {
		last->end = span->end;
	} else {
		film->regions[film->region_count++] = (struct film_region){
			.lane = finding->lane,
			.start = span->start,
			.end = span->end,
			.owner = band->owner,
		};
		lane->region_count++;
	}
	band->region = film->region_count - 1;
}

static int region_at(const struct spans *bands, number address)
{
	const struct band *band = (const struct band *)spans_find(bands, address);

	return band ? band->region : -1;
}

/* The areas and pages of a lane, which are the last ones of the film. */
static void find_in_lane(struct finding *finding, const struct space *space)
{
	struct film *film = finding->film;
	struct film_area *areas = film->areas + film->area_count;
	struct film_pages *pages = film->pages + film->page_count;
	size_t area_count;
	size_t page_count;

	spans_walk(&space->areas, add_living_area, finding);
	spans_walk(&space->pages, add_living_page, finding);
	for (const struct area *at = space->areas_gone; at; at = at->next)
		add_area(finding, at);
	for (const struct page *at = space->pages_gone; at; at = at->next)
		add_page(finding, at);
	area_count = (size_t)(film->areas + film->area_count - areas);
	page_count = (size_t)(film->pages + film->page_count - pages);
	qsort(areas, area_count, sizeof *areas, compare_births);
	for (size_t i = 0; i < area_count; i++)
		add_band(&finding->bands, areas[i].area);
	film->lanes[finding->lane].first_region = film->region_count;
	spans_walk(&finding->bands, add_region, finding);
	qsort(areas, area_count, sizeof *areas, compare_areas);
	qsort(pages, page_count, sizeof *pages, compare_pages);
	for (size_t i = 0; i < area_count; i++)
		areas[i].region = region_at(&finding->bands, areas[i].area->span.start);
	for (size_t i = 0; i < page_count; i++)
		pages[i].region = region_at(&finding->bands, pages[i].page->span.start);
}

/* The region of each event in the memory of a lane. */
static void place_events(struct film *film, const struct spans *bands)
{
	for (int i = 0; i < film->count; i++) {
		struct film_event *event = &film->events[i];
		const struct spans *own = &bands[film->lanes[event->lane].home];

		if (event->mapped || event->start < event->end)
			event->region = region_at(own, event->start);
	}
}

static void make_room(
	struct pool *pool, struct film *film, const struct film_processes *processes)
{
	size_t areas = 0;
	size_t pages = 0;

	for (int i = 0; i < film->lane_count; i++)
		if (film->lanes[i].home == i)
			count_all(processes->spaces[i], &areas, &pages);
	film->areas = pool_alloc(pool, areas * sizeof *film->areas);
	film->pages = pool_alloc(pool, pages * sizeof *film->pages);
	film->regions = pool_alloc(pool, (2 * areas + 1) * sizeof *film->regions);
}

void film_regions_find(
	struct pool *pool, struct film *film, struct film_processes *processes)
{
	struct spans *bands = pool_alloc(pool, (size_t)film->lane_count * sizeof *bands);

	make_room(pool, film, processes);
	for (int i = 0; i < film->lane_count; i++) {
		struct finding finding = {.film = film,
			.bands = spans_new(pool, sizeof(struct band)),
			.lane = i};

		if (film->lanes[i].home == i)
			find_in_lane(&finding, processes->spaces[i]);
		bands[i] = finding.bands;
	}
	place_events(film, bands);
}
