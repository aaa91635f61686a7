/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "ledger/ledger.h"

/* Any bytes as a ledger: a whole one, or an error with its line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct ledger ledger;
	struct err err = {0};

	if (ledger_parse(&pool, "x.txt", (const char *)data, size, &ledger, &err) == 0)
		for (const struct claim *at = ledger.claims; at; at = at->next)
			hold(at->id && at->says[ENGLISH] && ledger_find(&ledger, at->id));
	else
		hold(err.line > 0 && *err.message);
	pool_free(&pool);
	return 0;
}
