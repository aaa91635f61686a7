/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FILM_DATA_H
#define VMLAB_REPORT_FILM_DATA_H

#include "film_view.h"

/* A film for other programs. False, with nothing printed, where there is no jansson. */

/* The whole of it; docs/film.md has the members. */
bool film_json(const struct face *face, const struct film_view *view);

/*
 * In the trace-event format, which ui.perfetto.dev and chrome://tracing open: each process with a
 * track for each of its regions, and counters of the page faults and the pages in memory.
 */
bool film_trace_event(const struct face *face, const struct film_view *view);

#endif
