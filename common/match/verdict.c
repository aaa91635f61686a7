/* SPDX-License-Identifier: MIT */
#include "verdict.h"

#include <limits.h>
#include <string.h>

#include "../base/said.h"
#include "../evidence/tool_text.h"
#include "condition.h"
#include "explain.h"
#include "faults.h"
#include "measure.h"
#include "reading.h"
#include "statements.h"

/* --- a section ------------------------------------------------------------------------ */

struct search {
	struct scope scope;
	const struct missing *found;
};

static int look_for_missing(const struct expr *expr, bool series, void *context)
{
	struct search *search = context;

	const struct performed *performed = scope_performed(&search->scope, expr->run);

	(void)series;
	if (performed && !search->found && !performed_find(performed, expr->name))
		search->found = performed_find_missing(performed, expr->name);
	return 0;
}

/* The first name in the patterns that can have no value; NULL when there is none. */
static const struct missing *find_missing(struct lab_evidence *evidence,
	const struct performed *performed, const struct pattern *patterns)
{
	struct search search = {.scope = {.evidence = evidence, .performed = performed}};

	for (const struct pattern *pattern = patterns; pattern; pattern = pattern->next) {
		if (pattern->times)
			expr_names(pattern->times, false, look_for_missing, &search);
		for (const struct piece *piece = pattern->pieces; piece;
			piece = piece->next) {
			struct expr name = {.kind = EXPR_NAME, .name = piece->name};

			if (piece->expr)
				expr_names(piece->expr, false, look_for_missing, &search);
			else if (piece->name)
				look_for_missing(&name, false, &search);
		}
	}
	return search.found;
}

static bool section_can_be_judged(struct lab_evidence *evidence,
	const struct performed *performed, const struct item *item, struct result *result)
{
	const struct missing *missing;
	struct blocked blocked;

	if (!performed_is_sound(performed, &blocked)) {
		result_block(result, &blocked);
		return false;
	}
	if (item->channel == CHANNEL_SYSCALLS && performed->record->untraced.reason) {
		result_lack(evidence->pool, result, &performed->record->untraced);
		return false;
	}
	missing = find_missing(evidence, performed, item->patterns);
	if (missing) {
		result->status = missing->status == STATUS_ENV ? STATUS_ENV : STATUS_SKIP;
		result->needs = missing->check;
		result->lack = missing->lack;
	}
	return !missing;
}

/* --- which lines of a run it is about ------------------------------------------------- */

static const struct lines *channel_lines(const struct record *record, enum channel channel)
{
	return channel == CHANNEL_STDERR      ? &record->err
		: channel == CHANNEL_SYSCALLS ? &record->trace.lines
					      : &record->out;
}

/* How many lines of the channel come before a pause. */
static int lines_before(const struct performed *performed, enum channel channel,
	const char *pause, int otherwise)
{
	const struct pause *at;

	if (!pause)
		return otherwise;
	at = &performed->record->pauses[run_pause_number(performed->run, pause) - 1];
	return channel == CHANNEL_STDOUT ? at->out_lines : at->log_lines;
}

static struct lines sliced(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, const struct lines *lines)
{
	int from = lines_before(performed, item->channel, item->slice->from, 0);
	int to = lines_before(performed, item->channel, item->slice->to, INT_MAX);
	struct lines kept = {0};

	kept.at = pool_alloc(evidence->pool, (size_t)lines->count * sizeof *kept.at);
	for (int i = 0; i < lines->count; i++)
		if (lines->at[i].number > from && lines->at[i].number <= to)
			kept.at[kept.count++] = lines->at[i];
	return kept;
}

/* There are too few pauses for what the item speaks of. */
static bool lacks_pause(struct lab_evidence *evidence, const struct performed *performed,
	const char *pause, struct result *result)
{
	const struct record *record = performed->record;
	int wanted = pause ? run_pause_number(performed->run, pause) : 0;

	if (record->unpaused.reason) {
		result_lack(evidence->pool, result, &record->unpaused);
		return true;
	}
	if (wanted <= record->pause_count)
		return false;
	result->status = STATUS_FAIL;
	result->expected = SAY(evidence->pool, PAUSE_EXPECTED, wanted, pause);
	result->measured = SAY(evidence->pool, PAUSE_MEASURED, record->pause_count);
	result->where = record->log_file;
	return true;
}

/* When a pause was; `otherwise` where there is none. */
static number time_of(
	const struct performed *performed, const char *pause, number otherwise)
{
	int which = pause ? run_pause_number(performed->run, pause) : 0;

	return which ? performed->record->pauses[which - 1].time : otherwise;
}

static bool choose_range(const struct scope *scope, const struct range *range,
	struct fault_choice *choice, struct blocked *blocked)
{
	struct quantity quantity;

	if (!range)
		return true;
	if (!evaluate(range->start, scope, &quantity, blocked))
		return false;
	choice->start = quantity.value;
	choice->end = quantity.value + 1;
	if (!range->end)
		return true;
	if (!evaluate(range->end, scope, &quantity, blocked))
		return false;
	choice->end = quantity.value;
	return true;
}

/* The faults that the section is about, as lines. */
static bool choose_faults(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct lines *lines, struct result *result)
{
	const struct scope scope = {.evidence = evidence, .performed = performed};
	const struct record *record = performed->record;
	struct fault_choice choice = faults_all();
	struct blocked blocked;

	if (item->slice &&
		(lacks_pause(evidence, performed, item->slice->from, result) ||
			lacks_pause(evidence, performed, item->slice->to, result)))
		return false;
	choice.who = item->who;
	if (item->slice) {
		choice.after = time_of(performed, item->slice->from, choice.after);
		choice.until = time_of(performed, item->slice->to, choice.until);
	}
	if (!choose_range(&scope, item->range, &choice, &blocked) ||
		!faults_are_known(record, &choice, &blocked)) {
		result_block(result, &blocked);
		return false;
	}
	*lines = faults_lines(evidence->pool, record, &choice);
	return true;
}

/* The lines of the section; false, with the verdict given, when there are none. */
static bool choose_lines(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct lines *lines, struct result *result)
{
	const struct lines *all = channel_lines(performed->record, item->channel);

	*lines = *all;
	if (item->channel == CHANNEL_FAULTS)
		return choose_faults(evidence, performed, item, lines, result);
	if (item->function && !tool_text_function(all, item->function, lines)) {
		result->status = STATUS_FAIL;
		result->expected = SAY(evidence->pool, TOOL_FUNCTION, item->function);
		result->measured = SAID(TOOL_NO_FUNCTION);
		result->where = performed->record->out_file;
		return false;
	}
	if (!item->slice)
		return true;
	if (lacks_pause(evidence, performed, item->slice->from, result) ||
		lacks_pause(evidence, performed, item->slice->to, result))
		return false;
	*lines = sliced(evidence, performed, item, all);
	return true;
}

void verdict_on_section(struct lab_evidence *evidence, struct performed *performed,
	const struct item *item, struct result *result)
{
	struct mismatch mismatch;
	struct lines lines;
	int before = performed->count;

	if (!section_can_be_judged(evidence, performed, item, result) ||
		!choose_lines(evidence, performed, item, &lines, result))
		return;
	if (match_section(evidence, performed, item, &lines, &mismatch)) {
		measure_captures(evidence->pool, performed, before, result);
		return;
	}
	result->status = STATUS_FAIL;
	explain_mismatch(evidence, performed, item, &mismatch, &lines, result);
}

/* --- pauses and files ----------------------------------------------------------------- */

void verdict_on_pause(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result)
{
	struct scope scope = {.evidence = evidence, .performed = performed};
	struct blocked blocked;

	if (!performed_is_sound(performed, &blocked)) {
		result_block(result, &blocked);
		return;
	}
	if (lacks_pause(evidence, performed, item->pause, result))
		return;
	scope.pause = &performed->record
			       ->pauses[run_pause_number(performed->run, item->pause) - 1];
	if (scope.pause->lack.reason)
		result_lack(evidence->pool, result, &scope.pause->lack);
	else
		statements_hold(evidence, &scope, item->statements, result);
}

void verdict_on_pauses(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result)
{
	struct blocked blocked;

	if (!performed_is_sound(performed, &blocked)) {
		result_block(result, &blocked);
		return;
	}
	if (lacks_pause(evidence, performed, NULL, result))
		return;
	measure_pauses(evidence->pool, performed, result);
	if (performed->record->pause_count == item->pauses)
		return;
	result->status = STATUS_FAIL;
	result->expected = SAY(evidence->pool, PAUSES_EXPECTED, item->pauses);
	result->measured =
		SAY(evidence->pool, PAUSE_MEASURED, performed->record->pause_count);
	result->where = performed->record->log_file;
}

void verdict_on_file(struct lab_evidence *evidence, const struct build_spec *build,
	const struct item *item, struct result *result)
{
	struct scope scope = {.evidence = evidence, .file = build};
	struct blocked blocked;

	if (scope_image(&scope, &blocked))
		statements_hold(evidence, &scope, item->statements, result);
	else
		result_block(result, &blocked);
	if (result->status != STATUS_FAIL)
		return;
	result->where = evidence_find_file(evidence, build)->path;
	if (!result->expected)
		result->expected = said_plain(evidence->pool, item->source);
}

/* --- how a run ended ------------------------------------------------------------------ */

void verdict_on_exit(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result)
{
	const struct ending *ending = &performed->record->ending;
	struct blocked blocked;
	bool right;

	if (!performed_is_sound(performed, &blocked)) {
		result_block(result, &blocked);
		return;
	}
	measure_ending(evidence->pool, performed, result);
	right = item->signal
		? ending->by_signal && strcmp(ending->signal, item->signal) == 0
		: !ending->by_signal && ending->status == item->status;
	if (right)
		return;
	result->status = STATUS_FAIL;
	explain_ending(evidence, performed, item, result);
}
