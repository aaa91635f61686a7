/* SPDX-License-Identifier: MIT */
#include "language.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum language language = ENGLISH;

/* Sets *found and returns true when `name` names a language, as in "zh_CN.UTF-8". */
static bool named(const char *name, enum language *found)
{
	if (!name)
		return false;
	if (strncmp(name, "zh", 2) == 0)
		*found = CHINESE;
	else if (strncmp(name, "en", 2) == 0 || strcmp(name, "C") == 0 ||
		strncmp(name, "C.", 2) == 0 || strcmp(name, "POSIX") == 0)
		*found = ENGLISH;
	else
		return false;
	return true;
}

bool language_choose(const char *asked, const char *remembered)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *list = getenv("LANGUAGE");

	if (asked && *asked && !named(asked, &language)) {
		language_choose(NULL, remembered);
		return false;
	}
	if (named(asked, &language) || named(remembered, &language) ||
		(list && *list && named(list, &language)))
		return true;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value) {
			named(value, &language);
			return true;
		}
	}
	return true;
}
