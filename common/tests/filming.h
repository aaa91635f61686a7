/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_FILMING_H
#define VMLAB_TESTS_FILMING_H

#include "../report/film_view.h"

/* What the tests of films share. */

/*
 * The film of a recorded run, data/film.strace and data/film.faults: a static program maps four
 * pages, writes two of them, and prints; its child writes the first; then it changes the map
 * page by page, prints on stderr, and dies of a write to what may only be read.
 */
void filming_recorded(struct pool *pool, struct film *film);

/* What a face prints of a film. */
typedef void filming_face(const struct face *face, const struct film_view *view);
const char *filming_told(struct pool *pool, const struct film *film, filming_face *tell);

/* What the events from one to another are, a line each: "p1 F anonymous 2/4 main". */
const char *filming_events(struct pool *pool, const struct film *film, int first, int last);

#endif
