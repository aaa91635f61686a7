/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_MAP_CHANGES_H
#define VMLAB_EVIDENCE_MAP_CHANGES_H

#include "maps.h"

/*
 * What is different between two maps of a process. The kernel joins neighbours that are
 * alike, so a new mapping may show as an old one that has grown: bytes are compared, and
 * lines of the map only where they hold some of the same bytes.
 */

enum map_change_kind {
	MAP_NEW,     /* bytes that were not mapped */
	MAP_GONE,    /* bytes that are not mapped any more */
	MAP_CHANGED, /* a mapping that holds some of the same bytes, and is not the same */
};

struct map_change {
	enum map_change_kind kind;
	number start;
	number end;
	const struct mapping *mapping; /* to which they belong; if they are gone, did */
	const struct mapping *before;  /* MAP_CHANGED: the first one that it was */
	int befores;                   /* and how many of them there were */
	struct map_change *next;       /* in ascending order */
};

/* The changes, owned by the pool; `*unchanged` counts the mappings that have none. */
struct map_change *maps_changes(struct pool *pool, const struct maps *before,
	const struct maps *now, int *unchanged);

#endif
