/* SPDX-License-Identifier: MIT */
#include "cause.h"

#include "../base/text.h"

enum rank { RANK_STOPPED, RANK_ENDS_EARLY, RANK_OF_PART, RANK_OF_ASIDE };

/* Has a run that should succeed ended in another way? */
static bool ends_early(const struct item *item)
{
	return item->kind == ITEM_EXIT && !item->signal && item->status == 0;
}

static enum rank rank_of(const struct item *item)
{
	if (!item)
		return RANK_STOPPED;
	if (ends_early(item))
		return RANK_ENDS_EARLY;
	return item->part && item->part->aside ? RANK_OF_ASIDE : RANK_OF_PART;
}

/* Is a pause missing that it speaks of? How often the run waits is a check of its own. */
static bool lacks_a_pause(const struct result *result)
{
	return result->expected && result->expected->message == MESSAGE_PAUSE_EXPECTED;
}

/* What is told first of a part. */
static int order_of(const struct result *result)
{
	if (lacks_a_pause(result))
		return 2;
	switch (result->item->kind) {
	case ITEM_MATCH: return 0;
	case ITEM_PAUSE:
	case ITEM_PAUSES:
	case ITEM_ELF: return 1;
	case ITEM_EXIT: return 3;
	default: return 2;
	}
}

static int part_of(const struct item *item)
{
	return item->part ? item->part->number : 0;
}

/* Is the first to be told in place of the second, which stands in front of it? */
static bool explains(const struct result *later, const struct result *earlier)
{
	enum rank rank = rank_of(later->item);

	if (rank != rank_of(earlier->item))
		return rank < rank_of(earlier->item);
	return rank >= RANK_OF_PART && part_of(later->item) == part_of(earlier->item) &&
		order_of(later) < order_of(earlier);
}

static bool ended_early(const struct lab_result *lab, const char *run)
{
	for (const struct result *at = lab->results; at; at = at->next)
		if (at->status == STATUS_FAIL && rank_of(at->item) <= RANK_ENDS_EARLY &&
			text_same(at->run, run))
			return true;
	return false;
}

/* Is it of an earlier part than the end of a run, and of a run that came to its own end? */
static bool stands_apart(
	const struct lab_result *lab, const struct result *result, const struct result *end)
{
	return rank_of(result->item) == RANK_OF_PART && result->run &&
		part_of(result->item) < part_of(end->item) &&
		!ended_early(lab, result->run);
}

/* The first to be told of all failures, or of those that the end of a run has not brought about. */
static const struct result *find_first(
	const struct lab_result *lab, const struct result *end)
{
	const struct result *found = NULL;

	for (const struct result *at = lab->results; at; at = at->next)
		if (at->status == STATUS_FAIL && (!end || stands_apart(lab, at, end)) &&
			(!found || explains(at, found)))
			found = at;
	return found;
}

const struct result *cause_find(const struct lab_result *lab)
{
	const struct result *found = find_first(lab, NULL);
	const struct result *apart = found && rank_of(found->item) == RANK_ENDS_EARLY
		? find_first(lab, found)
		: NULL;

	return apart ? apart : found;
}
