/* SPDX-License-Identifier: MIT */
#include "need.h"

#include <string.h>

#include "../lang/expect_walk.h"
#include "concern.h"

/*
 * Theory of operation
 *
 * A run is needed when it concerns the program. A check that concerns the program may read
 * other runs too, "the twin takes as many pages as this one", so these are needed; and all
 * that is judged of a needed run may read further ones. So the items are looked through again
 * until nothing is added. What is judged is then what belongs to a needed run, or to no run
 * and concerns the program: each name that it reads has been captured. (The condition of a
 * when reads facts of the machine only.)
 *
 * The branches of an either are told apart by all that stands in them: where one says a thing
 * of the program, "the compiler is gcc" beside it says which branch is true. So of an either
 * everything is needed, or nothing.
 */

bool needs_run(const struct lab_evidence *evidence, const struct run_spec *run)
{
	const struct run_list *at = evidence->needed;

	while (at && at->run != run)
		at = at->next;
	return !evidence->narrow || at;
}

static bool add_run(struct lab_evidence *evidence, struct run_spec *run)
{
	struct run_list *entry;

	if (needs_run(evidence, run))
		return false;
	entry = pool_alloc(evidence->pool, sizeof *entry);
	*entry = (struct run_list){.run = run, .next = evidence->needed};
	evidence->needed = entry;
	return true;
}

static bool has_build(const struct lab_evidence *evidence, const struct build_spec *build)
{
	const struct build_list *at = evidence->needed_builds;

	while (at && at->build != build)
		at = at->next;
	return at;
}

static bool add_build(struct lab_evidence *evidence, const struct build_spec *build)
{
	struct build_list *entry;

	if (has_build(evidence, build))
		return false;
	entry = pool_alloc(evidence->pool, sizeof *entry);
	*entry = (struct build_list){.build = build, .next = evidence->needed_builds};
	evidence->needed_builds = entry;
	return true;
}

/* --- what an item reads ----------------------------------------------------------------- */

struct lookup {
	struct lab_evidence *evidence;
	struct run_spec *own; /* whose the names without a run are */
	bool added;
};

static int add_owner(const struct expr *part, bool series, void *context)
{
	struct lookup *reading = context;
	struct run_spec *run;

	(void)series;
	if (part->kind != EXPR_NAME || (!part->run && fact_is_name(part->name)))
		return 0;
	run = part->run ? expect_find_owner(reading->evidence->expect, part->run)
			: reading->own;
	if (run && add_run(reading->evidence, run))
		reading->added = true;
	return 0;
}

static bool add_what_it_reads(
	struct lab_evidence *evidence, const struct item *item, struct run_spec *run)
{
	struct lookup reading = {
		.evidence = evidence, .own = run ? run : evidence->expect->runs};

	item_parts(item, add_owner, &reading);
	return reading.added;
}

/* --- the items ------------------------------------------------------------------------- */

bool needs_item(const struct lab_evidence *evidence, const struct item *item,
	const struct run_spec *run)
{
	return !evidence->narrow || (run && needs_run(evidence, run)) ||
		concerns_item(evidence, item, run);
}

/* -1 when the item itself is to be judged; a visit. */
static int is_needed(const struct item *item, void *context)
{
	const struct lab_evidence *evidence = context;

	for (const struct run_list *at = item->runs; at; at = at->next)
		if (needs_item(evidence, item, at->run))
			return -1;
	for (const struct build_list *at = item->builds; at; at = at->next)
		if (needs_build(evidence, at->build))
			return -1;
	return !item->branches && !item->runs && !item->builds &&
			needs_item(evidence, item, NULL)
		? -1
		: 0;
}

bool needs_any(const struct lab_evidence *evidence, const struct item *item)
{
	static const struct expect_visitor visitor = {.item = is_needed};

	return expect_walk_item(item, &visitor, (void *)evidence) != 0;
}

/* Of an item, or with `whole` of one in an either: what its judging needs. */
static bool add_for_item(struct lab_evidence *evidence, const struct item *item, bool whole)
{
	bool added = false;

	for (const struct run_list *at = item->runs; at; at = at->next) {
		if (!whole && !needs_item(evidence, item, at->run))
			continue;
		added = add_run(evidence, at->run) || added;
		added = add_what_it_reads(evidence, item, at->run) || added;
	}
	for (const struct build_list *at = item->builds; at && whole; at = at->next)
		added = add_build(evidence, at->build) || added;
	if (!item->runs)
		added = add_what_it_reads(evidence, item, NULL) || added;
	return added;
}

struct gathering {
	struct lab_evidence *evidence;
	const struct item *whole; /* the outermost either around, when it is needed */
	bool added;
};

static int gather(const struct item *item, void *context)
{
	struct gathering *gathering = context;

	if (!gathering->whole && !needs_any(gathering->evidence, item))
		return 0;
	if (!gathering->whole && item->kind == ITEM_EITHER)
		gathering->whole = item;
	else if (add_for_item(gathering->evidence, item, gathering->whole))
		gathering->added = true;
	return 0;
}

static int gather_end(const struct item *item, void *context)
{
	struct gathering *gathering = context;

	if (gathering->whole == item)
		gathering->whole = NULL;
	return 0;
}

static bool add_for_items(struct lab_evidence *evidence)
{
	static const struct expect_visitor visitor = {
		.item = gather, .item_end = gather_end};
	struct gathering gathering = {.evidence = evidence};

	expect_walk(evidence->expect->items, &visitor, &gathering);
	return gathering.added;
}

void need_find(struct lab_evidence *evidence)
{
	struct run_spec *const lists[] = {evidence->expect->runs, evidence->expect->tools};

	evidence->narrow = true;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (struct run_spec *run = lists[i]; run; run = run->next)
			if (concerns_run(evidence, run))
				add_run(evidence, run);
	while (add_for_items(evidence))
		continue;
}

/* --- the builds ------------------------------------------------------------------------ */

static bool is_named(const struct tool_spec *tool, const char *name)
{
	for (const struct word *word = tool->words; word; word = word->next)
		if (strcmp(word->text, name) == 0)
			return true;
	return false;
}

bool needs_build(const struct lab_evidence *evidence, const struct build_spec *build)
{
	if (!evidence->narrow || concerns_build(evidence, build) ||
		has_build(evidence, build))
		return true;
	for (const struct run_list *at = evidence->needed; at; at = at->next)
		if (at->run->tool ? is_named(at->run->tool, build->name)
				  : at->run->build == build || run_is_given(at->run, build))
			return true;
	return false;
}

/* --- the rest -------------------------------------------------------------------------- */

const struct run_list *need_left_out(const struct lab_evidence *evidence)
{
	struct run_spec *const lists[] = {evidence->expect->runs, evidence->expect->tools};
	struct run_list *first = NULL;
	struct run_list **last = &first;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (struct run_spec *run = lists[i]; run; run = run->next) {
			if (needs_run(evidence, run))
				continue;
			*last = pool_alloc(evidence->pool, sizeof **last);
			(*last)->run = run;
			last = &(*last)->next;
		}
	return first;
}
