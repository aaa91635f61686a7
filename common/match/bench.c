/* SPDX-License-Identifier: MIT */
#include "bench.h"

#include "concern.h"
#include "explain.h"
#include "messages.h"
#include "need.h"
#include "verdict.h"

/* From an item to its results, and from each result to its verdict. */

struct result *bench_add(
	struct bench *bench, const struct item *item, const char *check, const char *says)
{
	struct result *result = pool_alloc(bench->stage->pool, sizeof *result);
	const char *own = note_text(item->notes.says);

	result->status = STATUS_OK;
	result->item = item;
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

/* An either is judged with all that stands in it; see need.c. */
static bool is_whole(const struct bench *bench)
{
	return bench->branch != NULL;
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
		return bench_add(bench, item,
			pool_printf(pool, "exit %s: %s", run->name, item->signal),
			pool_printf(pool, M_SAYS_SIGNAL, run->name, item->signal));
	return bench_add(bench, item,
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
		return bench_add(bench, item,
			pool_printf(pool, "pause %s %s", item->pause, run->name),
			pool_printf(pool, M_SAYS_PAUSE, item->pause, run->name));
	case ITEM_PAUSES:
		return bench_add(bench, item,
			pool_printf(pool, "pauses %s: %d", run->name, item->pauses),
			pool_printf(pool, M_SAYS_PAUSES, run->name, item->pauses));
	default: break;
	}
	return bench_add(bench, item, section_name(pool, item, run),
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

	result->of_program = concerns_item(bench->stage, item, run);
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
		struct result *result;

		if (!is_whole(bench) && !needs_build(bench->stage, at->build))
			continue;
		result = bench_add(bench, item, pool_printf(pool, "elf %s", name),
			pool_printf(pool, M_SAYS_ELF, name));
		result->of_program = concerns_build(bench->stage, at->build);
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
	if (result->status == STATUS_FAIL && !result->expected)
		result->expected = item->source;
	for (const struct side *side = item->condition->sides; side; side = side->next)
		explain_origins(scope, side->expr, result);
	if (scope->scene)
		result->where = run_label(bench, scope->scene);
}

static void judge_check(struct bench *bench, const struct item *item)
{
	struct scope scope = {.stage = bench->stage};
	struct result *result;

	if (!is_whole(bench) && !needs_item(bench->stage, item, NULL))
		return;
	result = bench_add(bench, item, item->source, item->source);
	result->of_program = concerns_item(bench->stage, item, NULL);
	judge_condition(bench, &scope, item, result);
}

static void judge_check_of_run(
	struct bench *bench, const struct item *item, const struct run_spec *run)
{
	struct scope scope = {.stage = bench->stage};
	const char *check =
		pool_printf(bench->stage->pool, "%s   [%s]", item->source, run->name);
	struct result *result = bench_add(bench, item, check, item->source);

	result->of_program = concerns_item(bench->stage, item, run);
	for (int i = 0; i < bench->stage->scene_count; i++) {
		scope.scene = &bench->stage->scenes[i];
		if (scope.scene->run == run && result->status == STATUS_OK)
			judge_condition(bench, &scope, item, result);
	}
}

void bench_judge(struct bench *bench, const struct item *item)
{
	if (item->kind == ITEM_ELF)
		judge_files(bench, item);
	else if (item->kind == ITEM_CHECK && !item->each)
		judge_check(bench, item);
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (is_whole(bench) || needs_item(bench->stage, item, at->run)) {
			if (item->kind == ITEM_CHECK)
				judge_check_of_run(bench, item, at->run);
			else
				judge_run(bench, item, at->run);
		}
}
