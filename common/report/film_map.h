/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FILM_MAP_H
#define VMLAB_REPORT_FILM_MAP_H

#include "../evidence/film_plan.h"
#include "report.h"

/*
 * Print the address space of each process of a film as a part of a page: a strip to scale, and
 * the pages of each region. Each shape bears the points between which it is seen, --b and --d, or
 * the one at which it is, --m, in halves of an event; the style sheet does the rest by --t, the
 * point that is chosen.
 */
void film_map(
	const struct face *face, const struct film *film, const struct film_plan *plan);

/* The style sheet of the page, film_style.c. */
extern const char film_style[];

/* What parts the pages of an area, once in the page; film_style.c. */
extern const char film_pattern[];

/* What adds comfort for those who have scripts; film_style.c. */
extern const char film_script[];

#endif
