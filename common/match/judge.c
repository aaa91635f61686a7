/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <string.h>

#include "bench.h"
#include "concern.h"
#include "eval.h"
#include "messages.h"
#include "need.h"
#include "verdict.h"

static void judge_items(struct bench *bench, const struct item *items);

/* --- branches ------------------------------------------------------------------------- */

enum { ALL_HIDDEN = 1 << 20 }; /* more than any number of checks that hold */

struct snapshot {
	int *counts;
	struct missing **missing;
	struct result **last;
};

static struct snapshot take_snapshot(struct bench *bench)
{
	struct stage *stage = bench->stage;
	size_t count = (size_t)stage->scene_count;
	struct snapshot snapshot = {.last = bench->last};

	snapshot.counts = pool_alloc(stage->pool, count * sizeof *snapshot.counts);
	snapshot.missing = pool_alloc(stage->pool, count * sizeof *snapshot.missing);
	for (size_t i = 0; i < count; i++) {
		snapshot.counts[i] = stage->scenes[i].count;
		snapshot.missing[i] = stage->scenes[i].missing;
	}
	return snapshot;
}

static void restore(struct bench *bench, const struct snapshot *snapshot)
{
	for (int i = 0; i < bench->stage->scene_count; i++) {
		bench->stage->scenes[i].count = snapshot->counts[i];
		bench->stage->scenes[i].missing = snapshot->missing[i];
	}
	bench->last = snapshot->last;
	*bench->last = NULL;
}

static void judge_branch(struct bench *bench, const struct branch *branch, int ordinal)
{
	const char *outer = bench->branch;
	const char *name = branch->name ? branch->name
					: pool_printf(bench->stage->pool, "%d", ordinal);

	bench->branch = name;
	judge_items(bench, branch->items);
	bench->branch = outer;
}

/* Move the results of a branch that was tried to the others of that kind. */
static void keep_tried(struct bench *bench, const struct snapshot *since)
{
	*bench->tried_last = *since->last;
	while (*bench->tried_last)
		bench->tried_last = &(*bench->tried_last)->next;
	*since->last = NULL;
}

static void try_branches(struct bench *bench, const struct item *item)
{
	struct snapshot before = take_snapshot(bench);
	int ordinal = 0;

	for (const struct branch *at = item->branches; at; at = at->next) {
		judge_branch(bench, at, ++ordinal);
		keep_tried(bench, &before);
		restore(bench, &before);
	}
}

/* Does nothing in it speak against the branch? `*oks` is how many checks hold. */
static bool branch_holds(const struct snapshot *since, int *oks)
{
	bool holds = true;

	*oks = 0;
	for (const struct result *result = *since->last; result; result = result->next) {
		*oks += result->status == STATUS_OK;
		holds = holds &&
			(result->status == STATUS_OK || result->status == STATUS_ENV);
	}
	return holds;
}

/*
 * The first branch that holds, and of which anything could be judged, is the true one; else
 * one that this machine cannot show; and if none holds, the closest one explains.
 */
static void judge_either(struct bench *bench, const struct item *item)
{
	struct snapshot before = take_snapshot(bench);
	const struct branch *closest = item->branches;
	int closest_number = 0;
	int most = -1;
	int ordinal = 0;
	bool hidden;

	for (const struct branch *at = item->branches; at; at = at->next) {
		int oks;

		judge_branch(bench, at, ++ordinal);
		if (branch_holds(&before, &oks) && oks > 0)
			return;
		hidden = branch_holds(&before, &oks);
		if (hidden)
			oks = ALL_HIDDEN;
		if (oks > most) {
			most = oks;
			closest = at;
			closest_number = ordinal;
		}
		restore(bench, &before);
	}
	judge_branch(bench, closest, closest_number);
}

static void judge_when(struct bench *bench, const struct item *item)
{
	struct scope scope = {.stage = bench->stage};
	struct result trial = {.status = STATUS_OK};
	struct result *result;

	for (const struct branch *at = item->branches; at; at = at->next) {
		if (!at->condition ||
			verdict_on_condition(bench->stage, &scope, at->condition, &trial)) {
			judge_items(bench, at->items);
			return;
		}
		if (trial.status != STATUS_FAIL) {
			result = bench_add(bench, item, item->source, item->source);
			result->status = trial.status;
			result->lack = trial.lack;
			return;
		}
		trial.status = STATUS_OK;
	}
}

static void judge_items(struct bench *bench, const struct item *items)
{
	for (const struct item *item = items; item; item = item->next) {
		if (!bench->branch && !needs_any(bench->stage, item))
			continue;
		switch (item->kind) {
		case ITEM_EITHER:
			if (bench->broad)
				try_branches(bench, item);
			judge_either(bench, item);
			break;
		case ITEM_WHEN: judge_when(bench, item); break;
		default: bench_judge(bench, item); break;
		}
	}
}

/* --- the runs themselves -------------------------------------------------------------- */

static bool already_told(const struct bench *bench, const char *culprit)
{
	for (const struct result *result = bench->results; result; result = result->next)
		if (strcmp(result->check, culprit) == 0)
			return true;
	return false;
}

/* A verdict on what no line of the file asks for. */
static struct result *add_unasked(
	struct bench *bench, int line, const char *check, const char *says)
{
	struct item none = {.line = line};
	struct result *result = bench_add(bench, &none, check, says);

	result->item = NULL;
	result->notes = NULL;
	return result;
}

/* A run that had to be stopped, or that the harness broke, is a verdict of its own. */
static void judge_outcome(struct bench *bench, const struct scene *scene)
{
	const struct record *record = scene->record;
	struct result *result;

	if (record->outcome == OUTCOME_ENDED || scene_is_refused(scene) ||
		record->outcome == OUTCOME_UNPERFORMED ||
		already_told(bench, record->culprit))
		return;
	result = add_unasked(bench, scene->run->line, record->culprit,
		record->outcome == OUTCOME_UNBUILT
			? pool_printf(bench->stage->pool, M_SAYS_BUILDS,
				  scene->run->build->name)
			: pool_printf(bench->stage->pool, M_SAYS_ENDS, scene->run->name));
	result->of_program = concerns_run(bench->stage, scene->run);
	result->where = record->evidence;
	result->command = record->command;
	if (record->outcome != OUTCOME_BROKEN) {
		result->status = STATUS_FAIL;
		result->expected = record->outcome == OUTCOME_UNBUILT ? M_EXPECTED_BUILT
								      : M_EXPECTED_ENDED;
		result->measured = record->trouble.reason;
	} else {
		result->status = STATUS_ERROR;
		result->lack = record->trouble;
	}
}

/* A program that no run is made of must compile as well. */
static void judge_build(struct bench *bench, const struct build_file *file)
{
	struct pool *pool = bench->stage->pool;
	const char *check = pool_printf(pool, "build %s", file->build->name);
	struct result *result;

	if (!file->failed || already_told(bench, check))
		return;
	result = add_unasked(bench, file->build->line, check,
		pool_printf(pool, M_SAYS_BUILDS, file->build->name));
	result->of_program = concerns_build(bench->stage, file->build);
	result->status = STATUS_FAIL;
	result->expected = M_EXPECTED_BUILT;
	result->measured = file->unread.reason;
}

/* What an earlier judging of the stage has captured does not count. */
static void forget_captures(struct stage *stage)
{
	for (int i = 0; i < stage->scene_count; i++) {
		stage->scenes[i].count = 0;
		stage->scenes[i].missing = NULL;
	}
}

static void judge_all(struct bench *bench)
{
	struct stage *stage = bench->stage;

	bench->last = &bench->results;
	bench->tried_last = &bench->tried;
	forget_captures(stage);
	for (int i = 0; i < stage->file_count; i++)
		judge_build(bench, &stage->files[i]);
	for (int i = 0; i < stage->scene_count; i++)
		judge_outcome(bench, &stage->scenes[i]);
	judge_items(bench, stage->expect->items);
}

struct result *judge(struct stage *stage)
{
	struct bench bench = {.stage = stage};

	judge_all(&bench);
	return bench.results;
}

struct result *judge_broadly(struct stage *stage)
{
	struct bench bench = {.stage = stage, .broad = true};

	judge_all(&bench);
	*bench.last = bench.tried;
	return bench.results;
}

bool judge_text(const struct stage *stage, const struct pattern *pattern, const char **text)
{
	struct scope scope = {.stage = stage};
	bool whole = true;

	*text = "";
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		const char *shown = piece->text;
		struct quantity quantity;
		struct blocked blocked;

		if (piece->kind == PIECE_VALUE) {
			bool known = evaluate(piece->expr, &scope, &quantity, &blocked);

			shown = known
				? number_text(stage->pool, quantity.value, quantity.hex)
				: "-";
			whole = whole && known;
		}
		*text = pool_printf(stage->pool, "%s%s", *text, shown);
	}
	return whole;
}

const char *judge_cell(const struct stage *stage, const struct pattern *cell)
{
	const char *text;

	judge_text(stage, cell, &text);
	return text;
}
