/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "evidence/map_changes.h"

/* Any bytes as two maps or smaps of a process, one behind the other. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct maps before;
	struct maps now;
	struct err err = {0};
	size_t half = size / 2;
	int unchanged;
	number start, end;

	if (maps_parse(&pool, (const char *)data, half, &before, &err) == 0 &&
		maps_parse(&pool, (const char *)data + half, size - half, &now, &err) ==
			0) {
		for (int i = 0; i < now.count; i++)
			hold(maps_find(&now, now.at[i].start) == &now.at[i]);
		maps_named(&now, "[heap]", &start, &end);
		maps_changes(&pool, &before, &now, &unchanged);
		hold(unchanged <= now.count);
	} else {
		hold(*err.message);
	}
	pool_free(&pool);
	return 0;
}
