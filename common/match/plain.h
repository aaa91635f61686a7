/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_PLAIN_H
#define VMLAB_MATCH_PLAIN_H

#include <stdbool.h>

#include "../base/pool.h"

/*
 * A line of an expected file in which names that have no value, "$base", "$name:word" and
 * "$(expr)", stand as `name`. Owned by the pool.
 */
const char *plain_text(struct pool *pool, const char *text, const char *name);

#endif
