/* SPDX-License-Identifier: MIT */
#include "blame.h"

#include <string.h>

#include "../base/said.h"

static bool is_hidden(const struct result *result)
{
	return result->status == STATUS_ENV && result->of_program && result->item;
}

/* Have the items, of two readings of the expected file, the same place in it? */
static bool same_place(const struct item *one, const struct item *other)
{
	if (one->line != other->line || !one->name != !other->name)
		return false;
	return !one->name || strcmp(one->name, other->name) == 0;
}

/* The same check of the expected file, for the same run. */
static bool same_check(const struct result *one, const struct result *other)
{
	return other->item && same_place(one->item, other->item) &&
		strcmp(one->check, other->check) == 0;
}

/* Has the check one of the two verdicts in `own`, in whichever branch? */
static bool has_verdict(const struct result *own, const struct result *result,
	enum status status, enum status other)
{
	for (; own; own = own->next)
		if (same_check(result, own) &&
			(own->status == status || own->status == other))
			return true;
	return false;
}

static bool was_judged(const struct result *own, const struct result *result)
{
	return has_verdict(own, result, STATUS_OK, STATUS_FAIL);
}

/* The check that this one needs, before it; NULL when it needs none that was judged. */
static const struct result *find_needed(
	const struct result *results, const struct result *result)
{
	for (; result->needs && results != result; results = results->next)
		if (strcmp(results->check, result->needs) == 0)
			return results;
	return NULL;
}

bool blame_has_hidden(const struct result *results)
{
	for (; results; results = results->next)
		if (is_hidden(results))
			return true;
	return false;
}

bool blame_is_due(const struct result *results, const struct result *own)
{
	for (; results; results = results->next)
		if (is_hidden(results) && was_judged(own, results))
			return true;
	return false;
}

static void fail(struct pool *pool, struct result *result)
{
	const struct said *measured = SAID(HIDDEN_BY_PROGRAM);

	if (result->lack.reason)
		measured = said_both(pool, measured, result->lack.reason);
	result->status = STATUS_FAIL;
	result->expected = said_plain(pool, result->item->source);
	result->measured = measured;
	result->lack = (struct lack){0};
}

static void skip(struct result *result)
{
	result->status = STATUS_SKIP;
	result->lack = (struct lack){0};
}

void blame(struct pool *pool, struct result *results, const struct result *own)
{
	for (struct result *at = results; at; at = at->next) {
		const struct result *needed = find_needed(results, at);

		if (!is_hidden(at) || !was_judged(own, at))
			continue;
		if (!needed)
			fail(pool, at);
		else if (needed->status == STATUS_FAIL || needed->status == STATUS_SKIP)
			skip(at);
	}
}

bool blame_is_open(const struct result *results, const struct result *own)
{
	for (; results; results = results->next)
		if (is_hidden(results) &&
			(was_judged(own, results) ||
				!has_verdict(own, results, STATUS_ENV, STATUS_ENV)))
			return true;
	return false;
}
