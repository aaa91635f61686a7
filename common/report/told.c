/* SPDX-License-Identifier: MIT */
#include "told.h"

void told_begin(struct told *told, const struct face *like)
{
	told->face = *like;
	told->face.colour = false;
	builder_begin(&told->text);
	told->face.out = told->text.out;
}

const char *told_end(struct told *told)
{
	return builder_end(told->face.pool, &told->text).data;
}
