/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_LOOKS_H
#define VMLAB_EVIDENCE_FILM_LOOKS_H

#include "page_look.h"
#include "space.h"
#include "trace.h"

/*
 * Where a look belongs in a trace, and what it shows. A thread that is looked at waits in a call,
 * of which the log has the beginning; what that call does comes behind the look.
 */

/*
 * The index of the line that a look comes before: the last one of its thread that begins before
 * it. `stamps` has when each line began, as that of the look is counted. 0: the look comes
 * before everything, and tells of another program.
 */
int film_look_place(
	const struct page_look *look, const struct run_trace *trace, const number *stamps);

/* The first of the pages of a look that end above an address, or how many there are. */
int film_look_pages(const struct page_look *look, number address);

/* Let the space have a mapping of a look's map. */
void film_look_map(struct space *space, const struct mapping *mapping);

#endif
