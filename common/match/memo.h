/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_MEMO_H
#define VMLAB_MATCH_MEMO_H

#include "lab_evidence.h"

/*
 * What matching a section has tried in vain.
 *
 * Whether the rest of a section fits from a place on depends on that place and on the values of
 * the names that the rest mentions, and on nothing else. So what has failed once need not be
 * tried again with the same values, and the time that matching takes grows with the text and not
 * with the number of ways through it.
 *
 * Many places are "from here on anywhere": a line that may be any later one, a "..." that may be
 * of any length. Where such a search has failed from one place, it fails from every later one.
 *
 * A place and its values are known by a hash of 64 bits, and what has the same hash is taken for the
 * same. Where n failures are kept, a place that has not been tried is passed over with a probability
 * of n / 2^64: with a million of them and a million look-ups, once in eighteen million sections. Then a
 * section fails that would have held, and never the other way.
 */

struct memo;

/* For a section and what is bound when it begins. It is the pool's. */
struct memo *memo_open(
	struct pool *pool, const struct item *section, const struct performed *performed);

/* A place: what is to be tried there, a pattern or a piece of one, and where. */
struct memo_place {
	const struct pattern
		*pattern; /* this one and those behind it are still to be matched */
	const void *what;
	int line; /* whose bytes `at` counts, below -1 of what stands for one; -1: it counts lines */
	int within; /* the first line of the gap, where it matters how long it is; else -1 */
	long at;
	bool onward; /* it is searched for from here on, */
	long until;  /* and where that fails, it fails from every place up to this one */
};

/* Has this failed before, with the values of now? */
bool memo_has_failed(const struct memo *memo, const struct memo_place *place);

/* It has failed. */
void memo_note(struct memo *memo, const struct memo_place *place);

/* Free what it holds besides the pool's. */
void memo_close(struct memo *memo);

#endif
