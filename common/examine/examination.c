/* SPDX-License-Identifier: MIT */
#include "examination.h"

#include <string.h>

const char *source_of(
	struct context *context, const struct examination *at, const char *file)
{
	if (strcmp(file, at->lab->main) == 0)
		return at->program;
	return pool_printf(context->pool, "labs/%s/%s", at->lab->name, file);
}
