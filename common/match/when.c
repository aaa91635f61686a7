/* SPDX-License-Identifier: MIT */
#include "when.h"

#include "../base/text.h"
#include "../lang/expect_walk.h"

const struct branch *when_side(
	struct lab_evidence *evidence, const struct item *when, struct result *attempt)
{
	const struct scope scope = {.evidence = evidence};

	for (const struct branch *at = when->branches; at; at = at->next) {
		attempt->status = STATUS_OK;
		if (!at->condition ||
			condition_holds(evidence, &scope, at->condition, attempt))
			return at;
		if (attempt->status != STATUS_FAIL)
			return NULL;
	}
	return NULL;
}

/* The search for a check, within sides of a `when` that are not taken or without. */
struct exclusion {
	struct lab_evidence evidence;
	const char *check;
	int sides_not_taken; /* around what is looked at */
	bool found;
};

static bool is_taken(
	struct exclusion *exclusion, const struct item *item, const struct branch *branch)
{
	struct result attempt = {.status = STATUS_OK};

	return item->kind != ITEM_WHEN ||
		when_side(&exclusion->evidence, item, &attempt) == branch;
}

static int enter(const struct item *item, const struct branch *branch, void *context)
{
	struct exclusion *exclusion = context;

	exclusion->sides_not_taken += !is_taken(exclusion, item, branch);
	return 0;
}

static int leave(const struct item *item, const struct branch *branch, void *context)
{
	struct exclusion *exclusion = context;

	exclusion->sides_not_taken -= !is_taken(exclusion, item, branch);
	return 0;
}

static int is_excluded(const struct item *item, void *context)
{
	struct exclusion *exclusion = context;

	exclusion->found =
		exclusion->sides_not_taken > 0 && text_same(item->name, exclusion->check);
	return exclusion->found ? -1 : 0;
}

bool when_excludes(const struct lab_evidence *evidence, const char *check)
{
	static const struct expect_visitor visitor = {
		.item = is_excluded, .branch = enter, .branch_end = leave};
	struct exclusion exclusion = {.evidence = *evidence, .check = check};

	expect_walk(evidence->expect->items, &visitor, &exclusion);
	return exclusion.found;
}
