/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPECT_CAPTURES_H
#define VMLAB_LANG_EXPECT_CAPTURES_H

#include "expect_reader.h"

/*
 * Which names each run has captured so far, as expect_names.c walks through the file. A name
 * that only some branches capture has no value when another one is true, so after the end
 * it is unknown. The captures of a run are a list that grows at its front: what a branch adds
 * is what stands in front of the list as it was before.
 */

/* The capture of that name; NULL when the run has none. */
const struct capture *captures_find(const struct run_spec *run, const char *name);

/* Add what the piece captures. -1 when the name is taken by something else. */
int captures_add(struct expect_reader *reader, struct run_spec *run,
	const struct piece *piece, int line);

/* The number of runs, and of tools, that have captures. */
int captures_owners(const struct expect *expect);

/* Save the captures of every run and tool into an array of that many, or go back to them. */
void captures_save(const struct expect *expect, struct capture **saved);
void captures_restore(const struct expect *expect, struct capture *const *saved);

/*
 * Keep, of what the branches captured, the names that all of them did. `after` has the
 * captures of each of `branches` branches, one array as above behind the other; with no
 * branches, everything is as it was `before`.
 */
void captures_keep_common(struct pool *pool, const struct expect *expect,
	struct capture *const *before, struct capture *const *after, int branches);

#endif
