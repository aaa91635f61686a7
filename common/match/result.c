/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <string.h>

const char *status_text(enum status status)
{
	static const char *const texts[STATUSES] = {
		[STATUS_OK] = "ok",
		[STATUS_FAIL] = "FAIL",
		[STATUS_SKIP] = "skip",
		[STATUS_ENV] = "env",
		[STATUS_ERROR] = "error",
	};

	return texts[status];
}

void lab_result_finish(struct lab_result *lab)
{
	memset(lab->counts, 0, sizeof lab->counts);
	for (const struct result *result = lab->results; result; result = result->next)
		lab->counts[result->status]++;
	lab->status = lab->counts[STATUS_FAIL] ? STATUS_FAIL
		: lab->counts[STATUS_ERROR]    ? STATUS_ERROR
		: lab->counts[STATUS_OK]       ? STATUS_OK
					       : STATUS_ENV;
}

int lab_result_total(const struct lab_result *lab)
{
	int total = 0;

	for (int i = 0; i < STATUSES; i++)
		total += lab->counts[i];
	return total;
}
