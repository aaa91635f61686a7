/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_STATE_H
#define VMLAB_EVIDENCE_FILM_STATE_H

#include "film.h"

/* What a film shows at a step. */

/* Is it known which pages are in memory, from faults or from looks? */
bool film_knows_pages(const struct film *film);

/* Is it there at a step? */
bool film_area_lives(const struct film_area *area, int step);
bool film_pages_live(const struct film_pages *pages, int step);

/*
 * What is mapped at a step in the memory of a lane, as a map of the kernel's; of each mapping the
 * field Rss is what is known to be in memory, where that is known at all. Neighbours that are alike are one.
 */
void film_maps(
	struct pool *pool, const struct film *film, int lane, int step, struct maps *maps);

/* The first region of a lane's memory that ends above an address; -1: there is none. */
int film_region_from(const struct film *film, int lane, number address);

#endif
