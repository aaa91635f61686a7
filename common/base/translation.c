/* SPDX-License-Identifier: MIT */
#include "translation.h"

#include <stddef.h>
#include <string.h>

struct translation {
	const char *english;
	const char *text;
};

/* What stands in one context of one language; a translation of NULL ends it. */
struct group {
	enum language language; /* LANGUAGES behind the last group */
	const char *context;
	const struct translation *first;
};

#include "translations.inc"

/* A context has some hundred sentences at most, and each is asked for once. */
const char *translation_find(enum language which, const char *context, const char *english)
{
	const struct group *group = groups;
	const struct translation *at;

	while (group->first &&
		(group->language != which || strcmp(group->context, context) != 0))
		group++;
	for (at = group->first; at && at->english; at++)
		if (strcmp(at->english, english) == 0)
			return at->text;
	return NULL;
}
