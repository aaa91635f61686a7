/* SPDX-License-Identifier: MIT */
#include "need.h"

#include <string.h>

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

bool needs_run(const struct stage *stage, const struct run_spec *run)
{
	const struct run_list *at = stage->needed;

	while (at && at->run != run)
		at = at->next;
	return !stage->narrow || at;
}

static bool add_run(struct stage *stage, struct run_spec *run)
{
	struct run_list *entry;

	if (needs_run(stage, run))
		return false;
	entry = pool_alloc(stage->pool, sizeof *entry);
	*entry = (struct run_list){.run = run, .next = stage->needed};
	stage->needed = entry;
	return true;
}

static bool has_build(const struct stage *stage, const struct build_spec *build)
{
	const struct build_list *at = stage->needed_builds;

	while (at && at->build != build)
		at = at->next;
	return at;
}

static bool add_build(struct stage *stage, const struct build_spec *build)
{
	struct build_list *entry;

	if (has_build(stage, build))
		return false;
	entry = pool_alloc(stage->pool, sizeof *entry);
	*entry = (struct build_list){.build = build, .next = stage->needed_builds};
	stage->needed_builds = entry;
	return true;
}

/* --- what an item reads ----------------------------------------------------------------- */

struct reading {
	struct stage *stage;
	struct run_spec *own; /* whose the names without a run are */
	bool added;
};

static int add_owner(const struct expr *part, bool series, void *context)
{
	struct reading *reading = context;
	struct run_spec *run;

	(void)series;
	if (part->kind != EXPR_NAME || (!part->run && expect_is_machine_fact(part->name)))
		return 0;
	run = part->run ? expect_find_owner(reading->stage->expect, part->run)
			: reading->own;
	if (run && add_run(reading->stage, run))
		reading->added = true;
	return 0;
}

static bool add_what_it_reads(
	struct stage *stage, const struct item *item, struct run_spec *run)
{
	struct reading reading = {.stage = stage, .own = run ? run : stage->expect->runs};

	item_parts(item, add_owner, &reading);
	return reading.added;
}

/* --- the items ------------------------------------------------------------------------- */

bool needs_item(
	const struct stage *stage, const struct item *item, const struct run_spec *run)
{
	return !stage->narrow || (run && needs_run(stage, run)) ||
		concerns_item(stage, item, run);
}

/* Is anything in the item, or in its branches, to be judged? */
bool needs_any(const struct stage *stage, const struct item *item)
{
	for (const struct branch *branch = item->branches; branch; branch = branch->next)
		for (const struct item *at = branch->items; at; at = at->next)
			if (needs_any(stage, at))
				return true;
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (needs_item(stage, item, at->run))
			return true;
	for (const struct build_list *at = item->builds; at; at = at->next)
		if (needs_build(stage, at->build))
			return true;
	return !item->branches && !item->runs && !item->builds &&
		needs_item(stage, item, NULL);
}

/* Of an item, or with `whole` of one in an either: what its judging needs. */
static bool add_for_item(struct stage *stage, const struct item *item, bool whole)
{
	bool added = false;

	for (const struct run_list *at = item->runs; at; at = at->next) {
		if (!whole && !needs_item(stage, item, at->run))
			continue;
		added = add_run(stage, at->run) || added;
		added = add_what_it_reads(stage, item, at->run) || added;
	}
	for (const struct build_list *at = item->builds; at && whole; at = at->next)
		added = add_build(stage, at->build) || added;
	if (!item->runs)
		added = add_what_it_reads(stage, item, NULL) || added;
	return added;
}

static bool add_for_items(struct stage *stage, const struct item *items, bool whole)
{
	bool added = false;

	for (const struct item *item = items; item; item = item->next) {
		if (!whole && !needs_any(stage, item))
			continue;
		for (const struct branch *at = item->branches; at; at = at->next)
			added = add_for_items(stage, at->items,
					whole || item->kind == ITEM_EITHER) ||
				added;
		added = add_for_item(stage, item, whole) || added;
	}
	return added;
}

void need_find(struct stage *stage)
{
	struct run_spec *const lists[] = {stage->expect->runs, stage->expect->tools};

	stage->narrow = true;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (struct run_spec *run = lists[i]; run; run = run->next)
			if (concerns_run(stage, run))
				add_run(stage, run);
	while (add_for_items(stage, stage->expect->items, false))
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

bool needs_build(const struct stage *stage, const struct build_spec *build)
{
	if (!stage->narrow || concerns_build(stage, build) || has_build(stage, build))
		return true;
	for (const struct run_list *at = stage->needed; at; at = at->next)
		if (at->run->tool ? is_named(at->run->tool, build->name)
				  : at->run->build == build || run_is_given(at->run, build))
			return true;
	return false;
}

/* --- the rest -------------------------------------------------------------------------- */

const struct run_list *need_left_out(const struct stage *stage)
{
	struct run_spec *const lists[] = {stage->expect->runs, stage->expect->tools};
	struct run_list *first = NULL;
	struct run_list **last = &first;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (struct run_spec *run = lists[i]; run; run = run->next) {
			if (needs_run(stage, run))
				continue;
			*last = pool_alloc(stage->pool, sizeof **last);
			(*last)->run = run;
			last = &(*last)->next;
		}
	return first;
}
