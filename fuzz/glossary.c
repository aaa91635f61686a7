/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "ledger/glossary_find.h"
#include "ledger/glossary_use.h"

enum { NEAREST = 5 };

/* Each term is found by its name, and the bytes are looked up and read as a text as well. */
static void hold_terms(struct pool *pool, const struct glossary *glossary, const char *text)
{
	const struct term *near[NEAREST];
	struct term_list list = terms_none(pool, glossary);
	int count = glossary_nearest(pool, glossary, text, near, NEAREST);

	hold(count >= 0 && count <= NEAREST);
	for (int i = 0; i < count; i++)
		hold(near[i] != NULL);
	for (const struct term *at = glossary->terms; at; at = at->next)
		hold(at->says[ENGLISH] && at->says[CHINESE] &&
			glossary_find(glossary, at->name[ENGLISH]) == at);
	terms_in(glossary, text, &list);
	for (int i = 1; i < list.count; i++)
		hold(list.at[i] != list.at[i - 1]);
}

/* Any bytes as a glossary: a whole one, or an error with its line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct glossary glossary;
	struct err err = {0};
	const char *text = pool_copy(&pool, (const char *)data, size);

	if (glossary_parse(&pool, "x.txt", (const char *)data, size, &glossary, &err) == 0)
		hold_terms(&pool, &glossary, text);
	else
		hold(err.line > 0 && *err.message);
	pool_free(&pool);
	return 0;
}
