/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FILM_STRIPS_H
#define VMLAB_REPORT_FILM_STRIPS_H

#include "../evidence/film.h"
#include "report.h"

/*
 * Print the pages of each region of a lane's memory as rows of characters, as they are after the
 * event `to`, and what has become of them since the event `from`, which is -1 before the first.
 * Of a large region a character stands for several pages.
 */
void film_strips(
	const struct face *face, const struct film *film, int lane, int from, int to);

#endif
