/* SPDX-License-Identifier: MIT */
#include "text_builder.h"

#include <stdlib.h>

void builder_begin(struct text_builder *builder)
{
	builder->out = memory_stream(&builder->data, &builder->size);
}

struct bytes builder_so_far(struct text_builder *builder)
{
	if (fflush(builder->out) != 0)
		pool_exhausted();
	return (struct bytes){.data = builder->data, .size = builder->size};
}

struct bytes builder_end(struct pool *pool, struct text_builder *builder)
{
	bool failed = ferror(builder->out);
	struct bytes text;

	if (fclose(builder->out) != 0 || failed)
		pool_exhausted();
	text.data = pool_copy(pool, builder->data, builder->size);
	text.size = builder->size;
	free(builder->data);
	return text;
}
