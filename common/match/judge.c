/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <string.h>

#include "explain.h"
#include "messages.h"
#include "verdict.h"

/* The state of judging: the results so far, in the order of the checks. */
struct bench {
	struct stage *stage;
	struct result *results;
	struct result **last;
	const char *branch; /* the either's branch being judged, or NULL */
};

static void judge_items(struct bench *bench, const struct item *items);

static struct result *add_result(
	struct bench *bench, const struct item *item, const char *check, const char *says)
{
	struct result *result = pool_alloc(bench->stage->pool, sizeof *result);
	const char *own = note_text(item->notes.says);

	result->status = STATUS_OK;
	result->check = check;
	result->says = own ? own : says;
	result->file = bench->stage->expect->file;
	result->line = item->line;
	result->branch = bench->branch;
	result->notes = &item->notes;
	*bench->last = result;
	bench->last = &result->next;
	return result;
}

static const char *run_label(struct bench *bench, const struct scene *scene)
{
	return scene->run->times == 1
		? scene->run->name
		: pool_printf(bench->stage->pool, M_REPETITION, scene->run->name,
			  scene->repetition, scene->run->times);
}

static const char *section_says(enum channel channel, struct pool *pool, const char *run)
{
	switch (channel) {
	case CHANNEL_STDOUT: return pool_printf(pool, M_SAYS_STDOUT, run);
	case CHANNEL_STDERR: return pool_printf(pool, M_SAYS_STDERR, run);
	case CHANNEL_SYSCALLS: return pool_printf(pool, M_SAYS_SYSCALLS, run);
	case CHANNEL_TOOL: return pool_printf(pool, M_SAYS_TOOL, run);
	}
	return run;
}

/* --- what both have in common: one result a run, over all its repetitions ------------- */

/* "syscalls grow", "tool rv f", "stdout grow before..after" */
static const char *section_name(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	const char *name =
		pool_printf(pool, "%s %s", channel_text(item->channel), run->name);

	if (item->slice)
		name = pool_printf(pool, "%s %s..%s", name,
			item->slice->from ? item->slice->from : "",
			item->slice->to ? item->slice->to : "");
	return item->function ? pool_printf(pool, "%s %s", name, item->function) : name;
}

static struct result *result_of_exit(
	struct bench *bench, const struct item *item, const struct run_spec *run)
{
	struct pool *pool = bench->stage->pool;

	if (item->signal)
		return add_result(bench, item,
			pool_printf(pool, "exit %s: %s", run->name, item->signal),
			pool_printf(pool, M_SAYS_SIGNAL, run->name, item->signal));
	return add_result(bench, item,
		pool_printf(pool, "exit %s: %d", run->name, item->status),
		pool_printf(pool, M_SAYS_EXIT, run->name, item->status));
}

static struct result *result_of_run(
	struct bench *bench, const struct item *item, const struct run_spec *run)
{
	struct pool *pool = bench->stage->pool;

	switch (item->kind) {
	case ITEM_EXIT: return result_of_exit(bench, item, run);
	case ITEM_PAUSE:
		return add_result(bench, item,
			pool_printf(pool, "pause %s %s", item->pause, run->name),
			pool_printf(pool, M_SAYS_PAUSE, item->pause, run->name));
	case ITEM_PAUSES:
		return add_result(bench, item,
			pool_printf(pool, "pauses %s: %d", run->name, item->pauses),
			pool_printf(pool, M_SAYS_PAUSES, run->name, item->pauses));
	default: break;
	}
	return add_result(bench, item, section_name(pool, item, run),
		section_says(item->channel, pool, run->name));
}

/* What this section should have captured is missing from now on, and it says so. */
static void miss_names(struct bench *bench, struct scene *scene, const struct item *item,
	const struct result *result)
{
	for (const struct pattern *pattern = item->patterns; pattern;
		pattern = pattern->next)
		for (const struct piece *piece = pattern->pieces; piece;
			piece = piece->next)
			if (piece->name)
				scene_miss(bench->stage->pool, scene, piece->name, result);
}

static const char *witness_of(const struct item *item)
{
	switch (item->kind) {
	case ITEM_EXIT: return "wait status";
	case ITEM_PAUSE: return "memory map";
	case ITEM_PAUSES: return "terminal";
	default: return channel_text(item->channel);
	}
}

static void judge_scene(struct stage *stage, struct scene *scene, const struct item *item,
	struct result *result)
{
	switch (item->kind) {
	case ITEM_EXIT: verdict_on_exit(stage, scene, item, result); break;
	case ITEM_PAUSE: verdict_on_pause(stage, scene, item, result); break;
	case ITEM_PAUSES: verdict_on_pauses(stage, scene, item, result); break;
	default: verdict_on_section(stage, scene, item, result); break;
	}
}

static void judge_run(
	struct bench *bench, const struct item *item, const struct run_spec *run)
{
	struct result *result = result_of_run(bench, item, run);

	result->witness = witness_of(item);
	for (int i = 0; i < bench->stage->scene_count; i++) {
		struct scene *scene = &bench->stage->scenes[i];

		if (scene->run != run)
			continue;
		if (result->status == STATUS_OK) {
			result->command = scene->record->command;
			judge_scene(bench->stage, scene, item, result);
		}
		if (result->status != STATUS_OK)
			miss_names(bench, scene, item, result);
	}
}

static void judge_files(struct bench *bench, const struct item *item)
{
	struct pool *pool = bench->stage->pool;

	for (const struct build_list *at = item->builds; at; at = at->next) {
		const char *name = at->build->name;
		struct result *result =
			add_result(bench, item, pool_printf(pool, "elf %s", name),
				pool_printf(pool, M_SAYS_ELF, name));

		result->witness = "ELF file";
		verdict_on_file(bench->stage, at->build, item, result);
	}
}

/* --- a check -------------------------------------------------------------------------- */

static void judge_condition(struct bench *bench, const struct scope *scope,
	const struct item *item, struct result *result)
{
	result->witness = explain_witnesses(scope, item->condition);
	if (verdict_on_condition(bench->stage, scope, item->condition, result))
		return;
	for (const struct side *side = item->condition->sides; side; side = side->next)
		explain_origins(scope, side->expr, result);
	if (scope->scene)
		result->where = run_label(bench, scope->scene);
}

static void judge_check(struct bench *bench, const struct item *item)
{
	struct scope scope = {.stage = bench->stage};

	if (!item->each) {
		judge_condition(bench, &scope, item,
			add_result(bench, item, item->source, item->source));
		return;
	}
	for (const struct run_list *at = item->runs; at; at = at->next) {
		struct result *result = add_result(bench, item,
			pool_printf(bench->stage->pool, "%s   [%s]", item->source,
				at->run->name),
			item->source);

		for (int i = 0; i < bench->stage->scene_count; i++) {
			scope.scene = &bench->stage->scenes[i];
			if (scope.scene->run == at->run && result->status == STATUS_OK)
				judge_condition(bench, &scope, item, result);
		}
	}
}

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
			result = add_result(bench, item, item->source, item->source);
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
		switch (item->kind) {
		case ITEM_MATCH:
		case ITEM_PAUSE:
		case ITEM_PAUSES:
		case ITEM_EXIT:
			for (const struct run_list *at = item->runs; at; at = at->next)
				judge_run(bench, item, at->run);
			break;
		case ITEM_ELF: judge_files(bench, item); break;
		case ITEM_CHECK: judge_check(bench, item); break;
		case ITEM_EITHER: judge_either(bench, item); break;
		case ITEM_WHEN: judge_when(bench, item); break;
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

/* A run that had to be stopped, or that the harness broke, is a verdict of its own. */
static void judge_outcome(struct bench *bench, const struct scene *scene)
{
	const struct record *record = scene->record;
	struct item none = {.line = scene->run->line};
	struct result *result;

	if (record->outcome == OUTCOME_ENDED || record->outcome == OUTCOME_REFUSED ||
		already_told(bench, record->culprit))
		return;
	result = add_result(bench, &none, record->culprit,
		record->outcome == OUTCOME_UNBUILT
			? pool_printf(bench->stage->pool, M_SAYS_BUILDS,
				  scene->run->build->name)
			: pool_printf(bench->stage->pool, M_SAYS_ENDS, scene->run->name));
	result->notes = NULL;
	result->where = record->evidence;
	result->command = record->command;
	if (record->outcome != OUTCOME_BROKEN) {
		result->status = STATUS_FAIL;
		result->measured = record->trouble.reason;
	} else {
		result->status = STATUS_ERROR;
		result->lack = record->trouble;
	}
}

struct result *judge(struct stage *stage)
{
	struct bench bench = {.stage = stage};

	bench.last = &bench.results;
	for (int i = 0; i < stage->scene_count; i++)
		judge_outcome(&bench, &stage->scenes[i]);
	judge_items(&bench, stage->expect->items);
	return bench.results;
}

const char *judge_cell(const struct stage *stage, const struct pattern *cell)
{
	struct scope scope = {.stage = stage};
	const char *text = "";

	for (const struct piece *piece = cell->pieces; piece; piece = piece->next) {
		const char *shown = piece->text;
		struct quantity quantity;
		struct blocked blocked;

		if (piece->kind == PIECE_VALUE)
			shown = evaluate(piece->expr, &scope, &quantity, &blocked)
				? number_text(stage->pool, quantity.value, quantity.hex)
				: "-";
		text = pool_printf(stage->pool, "%s%s", text, shown);
	}
	return text;
}
