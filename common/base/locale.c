/* SPDX-License-Identifier: MIT */
#include "locale.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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
		if (language_named(list, found))
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
	if (asked && *asked && !language_named(asked, &language)) {
		language_choose(NULL, remembered);
		return false;
	}
	if (language_named(asked, &language) || language_named(remembered, &language) ||
		plain || listed(getenv("LANGUAGE"), &language))
		return true;
	language_named(locale, &language);
	return true;
}
