/* SPDX-License-Identifier: MIT */
#include "language.h"

#include <stddef.h>
#include <string.h>

static const char *const names[LANGUAGES] = LANGUAGE_NAMES;
static const char *const codes[LANGUAGES] = LANGUAGE_CODES;

enum language language = ENGLISH;

const char *language_name(enum language which)
{
	return names[which];
}

const char *language_code(enum language which)
{
	return codes[which];
}

/* How many characters of a locale's name tell the language, and the country if it has one. */
static size_t named_length(const char *name, bool country)
{
	return strcspn(name, country ? ".@:" : "_.@:");
}

static bool same_name(const char *a, const char *b, bool country)
{
	size_t length = named_length(a, country);

	return length == named_length(b, country) && strncmp(a, b, length) == 0;
}

bool language_named(const char *name, enum language *found)
{
	if (!name || !*name)
		return false;
	if (same_name(name, "C", true) || same_name(name, "POSIX", true)) {
		*found = ENGLISH;
		return true;
	}
	for (int country = 1; country >= 0; country--)
		for (int i = 0; i < LANGUAGES; i++)
			if (same_name(name, names[i], country)) {
				*found = (enum language)i;
				return true;
			}
	return false;
}

const char *language_text(const char *const texts[LANGUAGES], enum language which)
{
	const char *text = texts[which] ? texts[which] : texts[ENGLISH];

	for (int i = 0; i < LANGUAGES && !text; i++)
		text = texts[i];
	return text;
}
