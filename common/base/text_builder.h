/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_TEXT_BUILDER_H
#define VMLAB_BASE_TEXT_BUILDER_H

#include <stdio.h>

#include "pool.h"
#include "text.h"

/*
 * A text that is made piece by piece: what is printed to `out` is behind what was printed before.
 * It takes memory and time as the text is long. A loop of pool_printf("%s…", text) takes the
 * square of that, because the pool keeps every beginning of the text.
 *
 * builder_begin() is followed by one builder_end(), which gives what was printed to the pool.
 * Running out of memory is not returned, as of a pool.
 */
struct text_builder {
	FILE *out;
	char *data; /* read by builder_so_far() only */
	size_t size;
};

void builder_begin(struct text_builder *builder);

/* What has been printed by now. It is gone when more is printed. */
struct bytes builder_so_far(struct text_builder *builder);

/* All of it, owned by the pool. Nothing more can be printed. */
struct bytes builder_end(struct pool *pool, struct text_builder *builder);

#endif
