/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <string.h>

#include "../base/said.h"
#include "verdicts.h"
#include "concern.h"
#include "eval.h"
#include "need.h"
#include "when.h"

/*
 * From a pattern to its verdict
 *
 * judge() goes through the items of the expected file and takes the branches that are true.
 * For each run that an item names, verdicts_on_item (verdicts.c) adds a result, which is ok, and
 * has verdict.c hold the run to the item. A section of patterns is held to the lines of its
 * channel by match_section (section.c), which tries lines, and for each of them match_line
 * (line.c), which tries one pattern piece by piece; names are bound on the way. A section of
 * statements is held to a pause or a file by statements.c, and a condition by condition.c; both
 * compute their numbers with eval.c, which asks reading.c for what stands in the map, the memory
 * or the ELF file. Whoever finds that something does not hold sets the result to FAIL there and
 * then, and explain.c and assertion.c say in it what was expected and what is there instead; what
 * could not be recorded makes it env, and what needs a failed check, skip. measure.c keeps the
 * values that were met. blame.c, last, compares with the lab's own program.
 */

static void judge_items(struct verdicts *verdicts, const struct item *items);

/* --- branches ------------------------------------------------------------------------- */

enum { ALL_HIDDEN = 1 << 20 }; /* more than any number of checks that hold */

struct savepoint {
	int *counts;
	struct missing **missing;
	struct result **last;
};

static struct savepoint take_savepoint(struct verdicts *verdicts)
{
	struct lab_evidence *evidence = verdicts->evidence;
	size_t count = (size_t)evidence->performed_count;
	struct savepoint savepoint = {.last = verdicts->last};

	savepoint.counts = pool_alloc(evidence->pool, count * sizeof *savepoint.counts);
	savepoint.missing = pool_alloc(evidence->pool, count * sizeof *savepoint.missing);
	for (size_t i = 0; i < count; i++) {
		savepoint.counts[i] = evidence->performed[i].count;
		savepoint.missing[i] = evidence->performed[i].missing;
	}
	return savepoint;
}

static void restore(struct verdicts *verdicts, const struct savepoint *savepoint)
{
	for (int i = 0; i < verdicts->evidence->performed_count; i++) {
		verdicts->evidence->performed[i].count = savepoint->counts[i];
		verdicts->evidence->performed[i].missing = savepoint->missing[i];
	}
	verdicts->last = savepoint->last;
	*verdicts->last = NULL;
}

static void judge_branch(
	struct verdicts *verdicts, const struct branch *branch, int ordinal)
{
	const char *outer = verdicts->branch;
	const char *name = branch->name
		? branch->name
		: pool_printf(verdicts->evidence->pool, "%d", ordinal);

	verdicts->branch = name;
	judge_items(verdicts, branch->items);
	verdicts->branch = outer;
}

/* Move the results of a branch that was tried to the others of that kind. */
static void keep_tried(struct verdicts *verdicts, const struct savepoint *since)
{
	*verdicts->tried_last = *since->last;
	while (*verdicts->tried_last)
		verdicts->tried_last = &(*verdicts->tried_last)->next;
	*since->last = NULL;
}

static void try_branches(struct verdicts *verdicts, const struct item *item)
{
	struct savepoint before = take_savepoint(verdicts);
	int ordinal = 0;

	for (const struct branch *at = item->branches; at; at = at->next) {
		judge_branch(verdicts, at, ++ordinal);
		keep_tried(verdicts, &before);
		restore(verdicts, &before);
	}
}

/* Does nothing in it speak against the branch? `*oks` is how many checks hold. */
static bool branch_holds(const struct savepoint *since, int *oks)
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
static void judge_either(struct verdicts *verdicts, const struct item *item)
{
	struct savepoint before = take_savepoint(verdicts);
	const struct branch *closest = item->branches;
	int closest_number = 0;
	int most = -1;
	int ordinal = 0;
	bool hidden;

	for (const struct branch *at = item->branches; at; at = at->next) {
		int oks;

		judge_branch(verdicts, at, ++ordinal);
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
		restore(verdicts, &before);
	}
	judge_branch(verdicts, closest, closest_number);
}

static void judge_when(struct verdicts *verdicts, const struct item *item)
{
	struct result attempt = {.status = STATUS_OK};
	const struct branch *side = when_side(verdicts->evidence, item, &attempt);
	struct result *result;

	if (side) {
		judge_items(verdicts, side->items);
	} else if (attempt.status != STATUS_FAIL) {
		result = verdicts_add(verdicts, item, item->source,
			said_plain(verdicts->evidence->pool, item->source));
		result->status = attempt.status;
		result->lack = attempt.lack;
	}
}

static void judge_items(struct verdicts *verdicts, const struct item *items)
{
	for (const struct item *item = items; item; item = item->next) {
		if (!verdicts->branch && !needs_any(verdicts->evidence, item))
			continue;
		switch (item->kind) {
		case ITEM_EITHER:
			if (verdicts->broad)
				try_branches(verdicts, item);
			judge_either(verdicts, item);
			break;
		case ITEM_WHEN: judge_when(verdicts, item); break;
		default: verdicts_on_item(verdicts, item); break;
		}
	}
}

/* --- the runs themselves -------------------------------------------------------------- */

static bool already_told(const struct verdicts *verdicts, const char *failing)
{
	for (const struct result *result = verdicts->results; result; result = result->next)
		if (strcmp(result->check, failing) == 0)
			return true;
	return false;
}

/* A verdict on what no line of the file asks for. */
static struct result *add_unasked(
	struct verdicts *verdicts, int line, const char *check, const struct said *says)
{
	struct item none = {.line = line};
	struct result *result = verdicts_add(verdicts, &none, check, says);

	result->item = NULL;
	result->notes = NULL;
	return result;
}

/* A run that had to be stopped, or that the harness broke, is a verdict of its own. */
static void judge_outcome(struct verdicts *verdicts, const struct performed *performed)
{
	const struct record *record = performed->record;
	struct result *result;

	if (record->outcome == OUTCOME_ENDED || performed_is_refused(performed) ||
		record->outcome == OUTCOME_UNPERFORMED ||
		already_told(verdicts, record->failing))
		return;
	result = add_unasked(verdicts, performed->run->line, record->failing,
		record->outcome == OUTCOME_UNBUILT
			? SAY(verdicts->evidence->pool, SAYS_BUILDS,
				  performed->run->build->name)
			: SAY(verdicts->evidence->pool, SAYS_ENDS, performed->run->name));
	result->of_program = concerns_run(verdicts->evidence, performed->run);
	result->where = record->evidence;
	result->command = record->command;
	if (record->outcome != OUTCOME_BROKEN) {
		result->status = STATUS_FAIL;
		result->expected = record->outcome == OUTCOME_UNBUILT
			? SAID(EXPECTED_BUILT)
			: SAID(EXPECTED_ENDED);
		result->measured = record->trouble.reason;
	} else {
		result->status = STATUS_ERROR;
		result->lack = record->trouble;
	}
}

/* A program that no run is made of must compile as well. */
static void judge_build(struct verdicts *verdicts, const struct build_file *file)
{
	struct pool *pool = verdicts->evidence->pool;
	const char *check = pool_printf(pool, "build %s", file->build->name);
	struct result *result;

	if (!file->failed || already_told(verdicts, check))
		return;
	result = add_unasked(verdicts, file->build->line, check,
		SAY(pool, SAYS_BUILDS, file->build->name));
	result->of_program = concerns_build(verdicts->evidence, file->build);
	result->status = STATUS_FAIL;
	result->expected = SAID(EXPECTED_BUILT);
	result->measured = file->unread.reason;
}

/* What an earlier judging of the evidence has captured does not count. */
static void forget_captures(struct lab_evidence *evidence)
{
	for (int i = 0; i < evidence->performed_count; i++) {
		evidence->performed[i].count = 0;
		evidence->performed[i].missing = NULL;
	}
}

static void judge_all(struct verdicts *verdicts)
{
	struct lab_evidence *evidence = verdicts->evidence;

	verdicts->last = &verdicts->results;
	verdicts->tried_last = &verdicts->tried;
	forget_captures(evidence);
	for (int i = 0; i < evidence->file_count; i++)
		judge_build(verdicts, &evidence->files[i]);
	for (int i = 0; i < evidence->performed_count; i++)
		judge_outcome(verdicts, &evidence->performed[i]);
	judge_items(verdicts, evidence->expect->items);
}

struct result *judge(struct lab_evidence *evidence)
{
	struct verdicts verdicts = {.evidence = evidence};

	judge_all(&verdicts);
	return verdicts.results;
}

struct result *judge_broadly(struct lab_evidence *evidence)
{
	struct verdicts verdicts = {.evidence = evidence, .broad = true};

	judge_all(&verdicts);
	*verdicts.last = verdicts.tried;
	return verdicts.results;
}

bool judge_text(const struct lab_evidence *evidence, const struct pattern *pattern,
	const char **text)
{
	struct scope scope = {.evidence = evidence};
	bool whole = true;

	*text = "";
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		const char *shown = piece->text;
		struct quantity quantity;
		struct blocked blocked;

		if (piece->kind == PIECE_VALUE) {
			bool known = evaluate(piece->expr, &scope, &quantity, &blocked);

			shown = known
				? number_text(evidence->pool, quantity.value, quantity.hex)
				: "-";
			whole = whole && known;
		}
		*text = pool_printf(evidence->pool, "%s%s", *text, shown);
	}
	return whole;
}

const char *judge_cell(const struct lab_evidence *evidence, const struct pattern *cell)
{
	const char *text;

	judge_text(evidence, cell, &text);
	return text;
}

void judge_asked(const struct lab_evidence *evidence, struct asked_text *asked)
{
	const char *text;

	for (; asked; asked = asked->next)
		asked->text = judge_text(evidence, asked->pattern, &text) ? text : NULL;
}
