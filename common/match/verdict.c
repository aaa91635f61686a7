/* SPDX-License-Identifier: MIT */
#include "verdict.h"

#include <string.h>

#include "explain.h"
#include "messages.h"

static void block_result(struct result *result, const struct blocked *blocked)
{
	result->status = blocked->status;
	result->needs = blocked->needs;
	result->lack = blocked->lack;
	if (blocked->status == STATUS_FAIL)
		result->measured = blocked->lack.reason;
}

/* --- a section ------------------------------------------------------------------------ */

struct search {
	struct scope scope;
	const struct missing *found;
};

static int look_for_missing(const struct expr *expr, bool series, void *context)
{
	struct search *search = context;

	const struct scene *scene = scope_scene(&search->scope, expr->run);

	(void)series;
	if (scene && !search->found && !scene_find(scene, expr->name))
		search->found = scene_find_missing(scene, expr->name);
	return 0;
}

/* The first name in the patterns that can have no value; NULL when there is none. */
static const struct missing *find_missing(
	struct stage *stage, const struct scene *scene, const struct pattern *patterns)
{
	struct search search = {.scope = {.stage = stage, .scene = scene}};

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

static bool section_can_be_judged(struct stage *stage, const struct scene *scene,
	const struct item *item, struct result *result)
{
	const struct missing *missing;
	struct blocked blocked;

	if (!scene_is_sound(scene, &blocked)) {
		block_result(result, &blocked);
		return false;
	}
	if (item->channel == CHANNEL_SYSCALLS && scene->record->untraced.reason) {
		result->status = STATUS_ENV;
		result->lack = scene->record->untraced;
		return false;
	}
	missing = find_missing(stage, scene, item->patterns);
	if (missing) {
		result->status = missing->status == STATUS_ENV ? STATUS_ENV : STATUS_SKIP;
		result->needs = missing->check;
		result->lack = missing->lack;
	}
	return !missing;
}

static const struct lines *channel_lines(const struct record *record, enum channel channel)
{
	return channel == CHANNEL_STDOUT    ? &record->out
		: channel == CHANNEL_STDERR ? &record->err
					    : &record->trace.lines;
}

void verdict_on_section(struct stage *stage, struct scene *scene, const struct item *item,
	struct result *result)
{
	struct mismatch mismatch;

	if (!section_can_be_judged(stage, scene, item, result))
		return;
	if (match_section(stage, scene, item, channel_lines(scene->record, item->channel),
		    &mismatch))
		return;
	result->status = STATUS_FAIL;
	explain_mismatch(stage, scene, item, &mismatch, result);
}

/* --- how a run ended ------------------------------------------------------------------ */

void verdict_on_exit(struct stage *stage, const struct scene *scene,
	const struct item *item, struct result *result)
{
	const struct ending *ending = &scene->record->ending;
	struct blocked blocked;
	bool right;

	if (!scene_is_sound(scene, &blocked)) {
		block_result(result, &blocked);
		return;
	}
	right = item->signal
		? ending->by_signal && strcmp(ending->signal, item->signal) == 0
		: !ending->by_signal && ending->status == item->status;
	if (right)
		return;
	result->status = STATUS_FAIL;
	explain_ending(stage, scene, item, result);
}

/* --- a check -------------------------------------------------------------------------- */

bool verdict_on_condition(struct stage *stage, const struct scope *scope,
	const struct condition *condition, struct result *result)
{
	const struct side *left = condition->sides;
	struct quantity left_value;
	struct quantity tolerance = {0};
	struct blocked blocked;

	if (!evaluate(left->expr, scope, &left_value, &blocked) ||
		(condition->tolerance &&
			!evaluate(condition->tolerance, scope, &tolerance, &blocked))) {
		block_result(result, &blocked);
		return false;
	}
	if (tolerance.value < 0) {
		result->status = STATUS_ERROR;
		result->lack.reason = M_EVAL_TOLERANCE;
		return false;
	}
	for (const struct side *right = left->next; right; right = right->next) {
		struct quantity value;

		if (!evaluate(right->expr, scope, &value, &blocked)) {
			block_result(result, &blocked);
			return false;
		}
		if (!relation_holds(left_value.value, right->relation, value.value,
			    tolerance.value)) {
			result->status = STATUS_FAIL;
			explain_relation(stage, left, &left_value, right, &value,
				tolerance.value, result);
			return false;
		}
		left = right;
		left_value = value;
	}
	if (left_value.value == 0 && !condition->sides->next) {
		result->status = STATUS_FAIL;
		result->expected = left->source;
		result->measured = M_MEASURED_DIFFERENT;
		return false;
	}
	return true;
}
