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

/* The first variable of these that is set and not empty; locale(7). */
static const char *locale_name(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

/* LANGUAGE is a list of languages, the best first, as in "fr:zh_CN". */
static bool listed(const char *list, enum language *found)
{
	while (list && *list) {
		if (named(list, found))
			return true;
		list = strchr(list, ':');
		list = list ? list + 1 : NULL;
	}
	return false;
}

bool language_choose(const char *asked, const char *remembered)
{
	const char *locale = locale_name();
	bool plain = locale && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0);

	language = ENGLISH;
	if (asked && *asked && !named(asked, &language)) {
		language_choose(NULL, remembered);
		return false;
	}
	if (named(asked, &language) || named(remembered, &language) || plain ||
		listed(getenv("LANGUAGE"), &language))
		return true;
	named(locale, &language);
	return true;
}
