/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_PLAN_H
#define VMLAB_EVIDENCE_FILM_PLAN_H

#include "film_steps.h"

/*
 * Which events of a film a page shows, so that it does not become too large: steps of which some
 * can be opened, and regions. What can be chosen on the page is a point: an event, or a folded
 * step, whose point lies behind its last event. Points are counted in halves of an event.
 */
struct film_plan {
	struct film_steps steps;
	bool *opened; /* of each step: its events are points too */
	int unopened; /* events that are in folded steps only */
	int *next; /* of each event: the first event at or behind it that a point shows */
	int *step_of; /* of each event */
	bool *drawn;  /* of each region */
	int drawn_regions;
};

/* What a page has room for. */
struct film_room {
	int steps;
	int points;
	int regions;
};

struct film_plan film_plan(
	struct pool *pool, const struct film *film, const struct film_room *room);

/* The point of a step. */
int film_step_point(const struct film_step *step);

/* The point of an event alone, -1: it has none. */
int film_event_point(const struct film_plan *plan, int event);

/* The event behind which nothing of the events is left out; one that is no point is never shown. */
int film_plan_next(const struct film_plan *plan, const struct film *film, int event);

#endif
