/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "lang/mistakes.h"

/* Any bytes as a file of known mistakes: whole ones, or an error with its line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct bytes bytes = {pool_copy(&pool, (const char *)data, size), size};
	struct mistake *mistakes;
	struct err err = {0};

	if (mistakes_parse(&pool, "x.mistakes", NULL, &bytes, &mistakes, &err) == 0)
		for (const struct mistake *at = mistakes; at; at = at->next) {
			hold(at->notes.says[ENGLISH] && at->signs);
			hold(mistakes_find_name(mistakes, at->name) != NULL);
			for (const struct line_range *range = at->own; range;
				range = range->next)
				hold(range->from > 0 && range->to >= range->from &&
					(!range->next || range->next->from > range->to));
			for (const struct mistake_sign *sign = at->signs; sign;
				sign = sign->next)
				hold(*sign->check && *sign_text(&pool, sign));
		}
	else
		hold(err.line > 0 && *err.message);
	pool_free(&pool);
	return 0;
}
