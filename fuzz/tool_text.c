/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "evidence/tool_text.h"

/* Any bytes as what a compiler or a disassembler says of main(). */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct lines text = text_lines(&pool, (const char *)data, size);
	struct lines part;

	if (tool_text_function(&text, "main", &part))
		hold(part.at >= text.at && part.at + part.count <= text.at + text.count);
	else
		hold(part.count == 0);
	pool_free(&pool);
	return 0;
}
