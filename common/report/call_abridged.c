/* SPDX-License-Identifier: MIT */
#include "call_abridged.h"

#include <string.h>

#include "../base/text.h"

enum { LONG = 116 }; /* columns: two lines of a screen */

/* Is it one of the numbers that come from this line? */
static bool is_wanted(const char *argument, const struct origin *origin)
{
	for (const struct origin *at = origin; at; at = at->next)
		if (at->value && text_same(at->where, origin->where) &&
			strstr(argument, at->value))
			return true;
	return false;
}

/* What is wanted of the arguments, up to the result. */
static const char *arguments_abridged(
	struct pool *pool, const char *text, const char *end, const struct origin *origin)
{
	const char *kept = "";

	while (text < end) {
		const char *comma = strstr(text, ", ");
		const char *next = comma && comma < end ? comma : end;
		const char *argument = pool_copy(pool, text, (size_t)(next - text));

		if (is_wanted(argument, origin))
			kept = text_listed(pool, kept, ", ", argument);
		else if (!text_ends(kept, "..."))
			kept = text_listed(pool, kept, ", ", "...");
		text = next < end ? next + 2 : end;
	}
	return kept;
}

const char *call_abridged(struct pool *pool, const struct origin *origin)
{
	const char *text = origin->text;
	const char *open = text ? strchr(text, '(') : NULL;
	const char *end = text ? strstr(text, ") = ") : NULL;
	size_t name;

	if (origin->kind != ORIGIN_CALL || !open || !end || open > end ||
		text_columns(text) <= LONG)
		return text;
	name = (size_t)(open - text) + 1 + (open[1] == '{');
	return pool_printf(pool, "%s%s%s", pool_copy(pool, text, name),
		arguments_abridged(pool, text + name, end, origin), end);
}
