/* SPDX-License-Identifier: MIT */
#include "film_plan.h"

#include <stdlib.h>

int film_step_point(const struct film_step *step)
{
	return 2 * step->last + (step->kind == STEP_ONE ? 0 : 1);
}

int film_event_point(const struct film_plan *plan, int event)
{
	int step = plan->step_of[event];

	return plan->steps.at[step].kind == STEP_ONE || plan->opened[step] ? 2 * event : -1;
}

int film_plan_next(const struct film_plan *plan, const struct film *film, int event)
{
	return event < film->count ? plan->next[event] : film->count;
}

/* Opens steps while there is room: the start first, then the smaller ones. */
static void open_steps(struct film_plan *plan, int points)
{
	int left = points - plan->steps.count;

	for (int most = 16; most <= 1024; most *= 4)
		for (int i = 0; i < plan->steps.count; i++) {
			const struct film_step *step = &plan->steps.at[i];
			int size = step->last - step->first + 1;

			if (step->kind == STEP_ONE || plan->opened[i] || size > left ||
				(size > most && step->kind != STEP_STARTUP))
				continue;
			plan->opened[i] = true;
			left -= size;
		}
}

static void place_events(struct pool *pool, struct film_plan *plan, const struct film *film)
{
	int next = film->count;

	plan->next = pool_alloc(pool, ((size_t)film->count + 1) * sizeof *plan->next);
	plan->step_of = pool_alloc(pool, ((size_t)film->count + 1) * sizeof *plan->step_of);
	for (int i = plan->steps.count; i-- > 0;) {
		const struct film_step *step = &plan->steps.at[i];

		if (step->kind != STEP_ONE && !plan->opened[i])
			plan->unopened += step->last - step->first + 1;
		for (int at = step->last; at >= step->first; at--) {
			plan->step_of[at] = i;
			if (at == step->last || plan->opened[i])
				next = at;
			plan->next[at] = next;
		}
	}
}

/* A region, and how many events are about it. */
struct popularity {
	int region;
	int events;
};

static int compare_popularity(const void *a, const void *b)
{
	const struct popularity *left = a;
	const struct popularity *right = b;

	if (left->events != right->events)
		return left->events > right->events ? -1 : 1;
	return left->region - right->region;
}

static void choose_regions(
	struct pool *pool, struct film_plan *plan, const struct film *film, int most)
{
	size_t count = (size_t)film->region_count;
	struct popularity *all = pool_alloc(pool, (count + 1) * sizeof *all);

	plan->drawn = pool_alloc(pool, (count + 1) * sizeof *plan->drawn);
	for (int i = 0; i < film->region_count; i++)
		all[i].region = i;
	for (int i = 0; i < film->count; i++)
		if (film->events[i].region >= 0)
			all[film->events[i].region].events++;
	qsort(all, count, sizeof *all, compare_popularity);
	for (int i = 0; i < film->region_count && i < most; i++) {
		plan->drawn[all[i].region] = true;
		plan->drawn_regions++;
	}
}

struct film_plan film_plan(
	struct pool *pool, const struct film *film, const struct film_room *room)
{
	struct film_plan plan = {.steps = film_fold(pool, film, room->steps)};

	plan.opened =
		pool_alloc(pool, ((size_t)plan.steps.count + 1) * sizeof *plan.opened);
	open_steps(&plan, room->points);
	place_events(pool, &plan, film);
	choose_regions(pool, &plan, film, room->regions);
	return plan;
}
