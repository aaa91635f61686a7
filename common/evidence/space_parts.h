/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SPACE_PARTS_H
#define VMLAB_EVIDENCE_SPACE_PARTS_H

#include "space.h"

/*
 * What space.c, space_map.c, space_calls.c and space_faults.c share; nobody else includes it. All
 * addresses are bytes; the pages from `start` up to `end` are whole ones.
 */

/* The first byte of the page that begins there or behind it; and of the page that it lies in. */
number space_up(const struct space *space, number address);
number space_down(const struct space *space, number address);

/* Map a part, which nothing may be mapped in. Its `access` is "rw-p"; it has no offset yet. */
struct area *space_put(struct space *space, number start, number end, const char *access,
	const char *path);

/* Take away what is mapped there with its pages, or the pages alone. */
void space_unmap(struct space *space, number start, number end);
void space_drop_pages(struct space *space, number start, number end);

/* Note that pages go: called by spans_cut(), with the space as its context. */
void space_page_goes(struct span *span, void *context);

/* Bring pages into memory that no fault has brought; in `seen`, unless NULL, those that are new. */
void space_populate(struct space *space, number start, number end, struct space_seen *seen);

/*
 * The file whose data anonymous memory holds that begins at `start`: the one that it is mapped over,
 * or else one that may be written and ends there; an owner of its own where that is no file. NULL:
 * there is none.
 */
const char *space_owner_at(const struct space *space, number start, bool over);

/* What an area is to be from now on; NULL leaves it as it is. */
struct space_wanted {
	struct space *space;
	const char *access;
	const char *path;
	const char *owner;
	number bias;
};

/* Change an area to that: called by spans_pieces(), with a struct space_wanted as its context. */
void space_change_area(struct span *span, void *context);

#endif
