/* SPDX-License-Identifier: MIT */
#include "guide.h"

#include <string.h>

/* README.md, and README.zh-CN.md of zh_CN. */
static const char *guide_in(
	struct context *context, const struct lab *lab, enum language which)
{
	const char *name = language_name(which);
	char *guide = which == ENGLISH
		? pool_printf(context->pool, "labs/%s/README.md", lab->name)
		: pool_printf(context->pool, "labs/%s/README.%s.md", lab->name, name);

	for (char *at = strrchr(guide, '/'); *at; at++)
		if (*at == '_')
			*at = '-';
	return guide;
}

const char *guide_of(struct context *context, const struct lab *lab)
{
	const char *guide = guide_in(context, lab, language);

	for (int i = 0; i < LANGUAGES && !project_exists(guide); i++)
		guide = guide_in(context, lab, (enum language)i);
	return project_exists(guide) ? guide : guide_in(context, lab, language);
}
