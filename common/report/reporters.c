/* SPDX-License-Identifier: MIT */
#include "reporters.h"

#include <string.h>

static const struct reporter *const reporters[] = {
	&reporter_text, &reporter_tap, &reporter_json};

const struct reporter *reporter_find(const char *name)
{
	for (size_t i = 0; i < sizeof reporters / sizeof *reporters; i++)
		if (strcmp(reporters[i]->name, name) == 0)
			return reporters[i];
	return NULL;
}
