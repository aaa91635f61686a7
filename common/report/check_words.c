/* SPDX-License-Identifier: MIT */
#include "check_words.h"

#include <string.h>

#include "messages.h"

bool check_is_same(const struct result *one, const struct result *other)
{
	return one->status == other->status && one->line == other->line &&
		said_alike(one->says, other->says);
}

bool check_is_told(const struct lab_result *lab, const struct result *result)
{
	for (const struct result *at = lab->results; at != result; at = at->next)
		if (check_is_same(at, result))
			return true;
	return false;
}

static int count_same(const struct lab_result *lab, const struct result *result)
{
	int count = 0;

	for (const struct result *at = lab->results; at; at = at->next)
		count += check_is_same(at, result);
	return count;
}

const struct result *check_needed(const struct lab_result *lab, const struct result *result)
{
	const struct result *found = NULL;

	for (const struct result *at = lab->results; at; at = at->next) {
		if (strcmp(at->check, result->needs) != 0)
			continue;
		if (at->status != STATUS_OK)
			return at;
		found = at;
	}
	return found;
}

const char *check_needed_words(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	const struct result *found = check_needed(lab, result);

	return found ? report_said(face, found->says) : result->needs;
}

const char *check_words(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	const char *says = report_said(face, result->says);
	int runs = count_same(lab, result);

	if (result->status == STATUS_SKIP)
		says = pool_printf(face->pool, M_CHECK_NEEDS, says,
			check_needed_words(face, lab, result));
	if (result->branch && result->status == STATUS_OK && face->verbose)
		says = pool_printf(face->pool, M_CHECK_BRANCH, says, result->branch);
	if (runs > 1)
		says = pool_printf(face->pool, M_CHECK_RUNS, says, runs);
	return says;
}
