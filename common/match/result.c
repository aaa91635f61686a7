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
		[STATUS_UNGRADED] = "not graded",
	};

	return texts[status];
}

static enum status decide(const struct lab_result *lab)
{
	if (lab->counts[STATUS_FAIL])
		return STATUS_FAIL;
	if (lab->counts[STATUS_ERROR])
		return STATUS_ERROR;
	if (lab->open || (lab->strict && lab->hidden))
		return STATUS_UNGRADED;
	return lab->counts[STATUS_OK] ? STATUS_OK : STATUS_ENV;
}

void lab_result_finish(struct lab_result *lab)
{
	memset(lab->counts, 0, sizeof lab->counts);
	lab->hidden = 0;
	for (const struct result *result = lab->results; result; result = result->next) {
		lab->counts[result->status]++;
		lab->hidden += result->status == STATUS_ENV && result->of_program;
	}
	lab->status = decide(lab);
}

int lab_result_total(const struct lab_result *lab)
{
	int total = 0;

	for (int i = 0; i < STATUSES; i++)
		total += lab->counts[i];
	return total;
}
