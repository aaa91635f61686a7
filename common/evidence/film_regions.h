/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_REGIONS_H
#define VMLAB_EVIDENCE_FILM_REGIONS_H

#include "film_processes.h"

/*
 * When all is replayed, fill in the areas, pages and regions of a film, and the region of each
 * event. Where bytes have had several owners they belong to the region of the last one.
 */
void film_regions_find(
	struct pool *pool, struct film *film, struct film_processes *processes);

#endif
