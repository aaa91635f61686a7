/* SPDX-License-Identifier: MIT */
#include "verdicts.h"

#include "../base/said.h"
#include "../lang/expect_walk.h"
#include "concern.h"
#include "comparison.h"
#include "condition.h"
#include "explain.h"
#include "measure.h"
#include "need.h"
#include "origins.h"
#include "verdict.h"

/* From an item to its results, and from each result to its verdict. */

struct result *verdicts_add(struct verdicts *verdicts, const struct item *item,
	const char *check, const struct said *says)
{
	struct result *result = pool_alloc(verdicts->evidence->pool, sizeof *result);
	const struct said *own = said_note(verdicts->evidence->pool, item->notes.says);

	result->status = STATUS_OK;
	result->item = item;
	result->check = check;
	result->says = own ? own : says;
	result->file = verdicts->evidence->expect->file;
	result->line = item->line;
	result->branch = verdicts->branch;
	result->notes = &item->notes;
	*verdicts->last = result;
	verdicts->last = &result->next;
	return result;
}

/* An either is judged with all that stands in it; see need.c. */
static bool is_whole(const struct verdicts *verdicts)
{
	return verdicts->branch != NULL;
}

/* One sentence for several runs is told once, with their number behind it. */
static const struct said *silence_of(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	return item->runs->next ? SAID(SAYS_SILENT_EACH)
				: SAY(pool, SAYS_SILENT, run->name);
}

static const struct said *section_says(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	switch (item->channel) {
	case CHANNEL_STDOUT: return SAY(pool, SAYS_STDOUT, run->name);
	case CHANNEL_STDERR:
		return item->patterns ? SAY(pool, SAYS_STDERR, run->name)
				      : silence_of(pool, item, run);
	case CHANNEL_SYSCALLS: return SAY(pool, SAYS_SYSCALLS, run->name);
	case CHANNEL_FAULTS: return SAY(pool, SAYS_FAULTS, run->name);
	case CHANNEL_TOOL: return SAY(pool, SAYS_TOOL, run->name);
	}
	return NULL;
}

/* --- runs and files: one result for each, over all the repetitions of a run ----------- */

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

static const struct said *exit_says(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	bool several = item->runs->next;

	if (item->signal)
		return several ? SAY(pool, SAYS_SIGNAL_EACH, item->signal)
			       : SAY(pool, SAYS_SIGNAL, run->name, item->signal);
	return several ? SAY(pool, SAYS_EXIT_EACH, item->status)
		       : SAY(pool, SAYS_EXIT, run->name, item->status);
}

static const struct said *pauses_says(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	bool several = item->runs->next;

	if (item->pauses == 1)
		return several ? SAID(SAYS_PAUSES_ONCE_EACH)
			       : SAY(pool, SAYS_PAUSES_ONCE, run->name);
	return several ? SAY(pool, SAYS_PAUSES_EACH, item->pauses)
		       : SAY(pool, SAYS_PAUSES, run->name, item->pauses);
}

/* A section of one statement is told by that. */
static const struct said *pause_says(
	struct pool *pool, const struct item *item, const struct run_spec *run)
{
	const struct statement *only = item->statements;

	if (only->next)
		return SAY(pool, SAYS_PAUSE, item->pause, run->name);
	if (item->runs->next)
		return SAY(pool, SAYS_PAUSE_ONE_EACH, item->pause, only->source);
	return SAY(pool, SAYS_PAUSE_ONE, item->pause, run->name, only->source);
}

static const struct said *elf_says(
	struct pool *pool, const struct item *item, const char *build)
{
	const struct statement *only = item->statements;

	return only->next ? SAY(pool, SAYS_ELF, build)
			  : SAY(pool, SAYS_ELF_ONE, build, only->source);
}

static struct result *result_of_exit(
	struct verdicts *verdicts, const struct item *item, const struct run_spec *run)
{
	struct pool *pool = verdicts->evidence->pool;
	const char *check = item->signal
		? pool_printf(pool, "exit %s: %s", run->name, item->signal)
		: pool_printf(pool, "exit %s: %d", run->name, item->status);

	return verdicts_add(verdicts, item, check, exit_says(pool, item, run));
}

static struct result *result_of_run(
	struct verdicts *verdicts, const struct item *item, const struct run_spec *run)
{
	struct pool *pool = verdicts->evidence->pool;

	switch (item->kind) {
	case ITEM_EXIT: return result_of_exit(verdicts, item, run);
	case ITEM_PAUSE:
		return verdicts_add(verdicts, item,
			pool_printf(pool, "pause %s %s", item->pause, run->name),
			pause_says(pool, item, run));
	case ITEM_PAUSES:
		return verdicts_add(verdicts, item,
			pool_printf(pool, "pauses %s: %d", run->name, item->pauses),
			pauses_says(pool, item, run));
	default: break;
	}
	return verdicts_add(verdicts, item, section_name(pool, item, run),
		section_says(pool, item, run));
}

struct missing_names {
	struct pool *pool;
	struct performed *performed;
	const struct result *result;
};

static int miss_name(const struct piece *piece, void *context)
{
	const struct missing_names *missing = context;

	performed_miss(missing->pool, missing->performed, piece->name, missing->result);
	return 0;
}

/* What this section should have captured is missing from now on, and it says so. */
static void miss_names(struct verdicts *verdicts, struct performed *performed,
	const struct item *item, const struct result *result)
{
	struct missing_names missing = {
		.pool = verdicts->evidence->pool, .performed = performed, .result = result};

	item_captures(item, miss_name, &missing);
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

static void judge_performed(struct lab_evidence *evidence, struct performed *performed,
	const struct item *item, struct result *result)
{
	switch (item->kind) {
	case ITEM_EXIT: verdict_on_exit(evidence, performed, item, result); break;
	case ITEM_PAUSE: verdict_on_pause(evidence, performed, item, result); break;
	case ITEM_PAUSES: verdict_on_pauses(evidence, performed, item, result); break;
	default: verdict_on_section(evidence, performed, item, result); break;
	}
}

/* What there is no record of has not been judged, and does not pass. */
static void refuse_unrecorded(const struct lab_evidence *evidence,
	const struct run_spec *run, struct result *result)
{
	if (evidence_count_performed(evidence, run) > 0)
		return;
	result->status = STATUS_ERROR;
	result->lack.reason = SAY(evidence->pool, NO_RECORD, run->name);
}

static void judge_run(
	struct verdicts *verdicts, const struct item *item, const struct run_spec *run)
{
	struct result *result = result_of_run(verdicts, item, run);

	result->run = run->name;
	result->of_program = concerns_item(verdicts->evidence, item, run);
	result->times = run->times;
	result->witness = witness_of(item);
	for (int i = 0; i < verdicts->evidence->performed_count; i++) {
		struct performed *performed = &verdicts->evidence->performed[i];

		if (performed->run != run)
			continue;
		if (result->status == STATUS_OK) {
			result->repetition = performed->repetition;
			result->command = performed->record->command;
			judge_performed(verdicts->evidence, performed, item, result);
		}
		if (result->status != STATUS_OK)
			miss_names(verdicts, performed, item, result);
	}
	refuse_unrecorded(verdicts->evidence, run, result);
}

static void judge_files(struct verdicts *verdicts, const struct item *item)
{
	struct pool *pool = verdicts->evidence->pool;

	for (const struct build_list *at = item->builds; at; at = at->next) {
		const char *name = at->build->name;
		struct result *result;

		if (!is_whole(verdicts) && !needs_build(verdicts->evidence, at->build))
			continue;
		result = verdicts_add(verdicts, item, pool_printf(pool, "elf %s", name),
			elf_says(pool, item, name));
		result->run = name;
		result->of_program = concerns_build(verdicts->evidence, at->build);
		result->witness = "ELF file";
		verdict_on_file(verdicts->evidence, at->build, item, result);
	}
}

/* --- a check -------------------------------------------------------------------------- */

static void judge_condition(struct verdicts *verdicts, const struct scope *scope,
	const struct item *item, struct result *result)
{
	result->witness = explain_witnesses(scope, item->condition);
	measure_condition(scope, item->condition, result);
	if (condition_holds(verdicts->evidence, scope, item->condition, result))
		return;
	if (result->status == STATUS_FAIL && !result->expected)
		result->expected = said_plain(verdicts->evidence->pool, item->source);
	if (result->status == STATUS_FAIL && !result->rule)
		result->rule = condition_text(verdicts->evidence->pool, item->condition, 0);
	for (const struct side *side = item->condition->sides; side; side = side->next)
		origins_of_expression(scope, side->expr, result);
}

static void judge_check(struct verdicts *verdicts, const struct item *item)
{
	struct scope scope = {.evidence = verdicts->evidence};
	struct result *result;

	if (!is_whole(verdicts) && !needs_item(verdicts->evidence, item, NULL))
		return;
	result = verdicts_add(verdicts, item, item->source,
		said_plain(verdicts->evidence->pool, item->source));
	result->of_program = concerns_item(verdicts->evidence, item, NULL);
	judge_condition(verdicts, &scope, item, result);
}

static void judge_check_of_run(
	struct verdicts *verdicts, const struct item *item, const struct run_spec *run)
{
	struct scope scope = {.evidence = verdicts->evidence};
	const char *check =
		pool_printf(verdicts->evidence->pool, "%s   [%s]", item->source, run->name);
	struct result *result = verdicts_add(
		verdicts, item, check, said_plain(verdicts->evidence->pool, item->source));

	result->run = run->name;
	result->of_program = concerns_item(verdicts->evidence, item, run);
	result->times = run->times;
	for (int i = 0; i < verdicts->evidence->performed_count; i++) {
		scope.performed = &verdicts->evidence->performed[i];
		if (scope.performed->run != run || result->status != STATUS_OK)
			continue;
		result->repetition = scope.performed->repetition;
		judge_condition(verdicts, &scope, item, result);
	}
	refuse_unrecorded(verdicts->evidence, run, result);
}

void verdicts_on_item(struct verdicts *verdicts, const struct item *item)
{
	if (item->kind == ITEM_ELF)
		judge_files(verdicts, item);
	else if (item->kind == ITEM_CHECK && !item->each)
		judge_check(verdicts, item);
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (is_whole(verdicts) || needs_item(verdicts->evidence, item, at->run)) {
			if (item->kind == ITEM_CHECK)
				judge_check_of_run(verdicts, item, at->run);
			else
				judge_run(verdicts, item, at->run);
		}
}
