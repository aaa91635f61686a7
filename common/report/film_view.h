/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FILM_VIEW_H
#define VMLAB_REPORT_FILM_VIEW_H

#include "../evidence/film.h"
#include "../evidence/record.h"
#include "report.h"

/* A film as it is to be shown. */
struct film_view {
	const struct film *film;
	const struct record *record; /* of the run */
	const char *command;         /* what was run */
	const char *home;            /* the page that leads to that of the film, or NULL */
	bool all;                    /* nothing is folded */
	bool without_sources;        /* vmlab was built without what finds source lines */
};

/* The events of the film one by one, as text of 80 columns. */
void film_text(const struct face *face, const struct film_view *view);

/*
 * What the event `to` has changed since `from`, and what is mapped and in memory behind it. Both
 * count from 1; from 0 nothing is there.
 */
void film_text_at(const struct face *face, const struct film_view *view, int from, int to);

/* The whole as a page for a browser, in one file. */
void film_html(const struct face *face, const struct film_view *view);

#endif
