/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "evidence/process.h"

/* Any bytes as /proc/PID/stat and as /proc/PID/auxv. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stat_fields fields;
	struct auxv auxv;
	struct err err = {0};
	number value;

	if (stat_parse((const char *)data, size, &fields, &err) == 0)
		hold(fields.count >= 0 && fields.count <= STAT_FIELDS);
	else
		hold(*err.message);
	if (auxv_parse((const char *)data, size, &auxv, &err) == 0)
		for (int i = 0; i < auxv.count; i++)
			hold(auxv_find(&auxv, auxv.at[i].type, &value));
	return 0;
}
