/* SPDX-License-Identifier: MIT */
#include "told.h"

#include <stdlib.h>

#include "../base/text.h"

void told_begin(struct told *told, const struct face *like)
{
	told->face = *like;
	told->face.colour = false;
	told->face.out = text_stream(&told->data, &told->size);
}

const char *told_end(struct told *told)
{
	const char *text;

	fclose(told->face.out);
	text = pool_copy(told->face.pool, told->data, told->size);
	free(told->data);
	return text;
}
