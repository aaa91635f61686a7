/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "lang/expect.h"

/* Any bytes as an expected file: a whole one, or an error with its line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct expect expect;
	struct err err = {0};

	if (expect_parse(&pool, "x.expect", (const char *)data, size, &expect, &err) == 0)
		hold(note_text(expect.title) && expect.runs && expect.items);
	else
		hold(err.line > 0 && *err.message);
	pool_free(&pool);
	return 0;
}
