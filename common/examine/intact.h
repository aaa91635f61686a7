/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_INTACT_H
#define VMLAB_EXAMINE_INTACT_H

#include <sys/stat.h>

#include "../base/pool.h"

/*
 * Files and folders that a run must leave as they are, because later runs and verdicts rest
 * on them: what was built, and the folders that lead there and to the evidence.
 */
struct intact {
	const char *path;
	struct stat status;
	struct intact *next;
};

/* Add what stands at the path now, and for a path of folders each that it goes through. */
void intact_add(struct pool *pool, struct intact **list, const char *path);
void intact_add_way(struct pool *pool, struct intact **list, const char *path);

/*
 * The first path at which something else stands now, or whose file or rights have changed;
 * NULL when there is none. A folder's rights are given back.
 */
const char *intact_find_broken(const struct intact *list);

#endif
