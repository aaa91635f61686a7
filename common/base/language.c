/* SPDX-License-Identifier: MIT */
#include "language.h"

#include <stddef.h>
#include <string.h>

enum language language = ENGLISH;

bool language_named(const char *name, enum language *found)
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
