/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_FILM_SOURCES_H
#define VMLAB_EXAMINE_FILM_SOURCES_H

#include "../evidence/film.h"

/* Name the function and the line of the source whose instruction took each fault of a film. */
void film_sources_fill(struct pool *pool, struct film *film);

#endif
