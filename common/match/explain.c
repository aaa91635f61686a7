/* SPDX-License-Identifier: MIT */
#include "explain.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum {
	MOST_SHOWN = 400,   /* bytes of a line; the rest is counted, not dropped */
	MOST_OFF = 1 << 30, /* a larger difference of two values says nothing */
};

const char *channel_text(enum channel channel)
{
	static const char *const texts[] = {
		[CHANNEL_STDOUT] = "stdout",
		[CHANNEL_STDERR] = "stderr",
		[CHANNEL_SYSCALLS] = "syscalls",
		[CHANNEL_TOOL] = "tool",
	};

	return texts[channel];
}

static const char *channel_file(const struct record *record, enum channel channel)
{
	return channel == CHANNEL_STDERR      ? record->err_file
		: channel == CHANNEL_SYSCALLS ? record->log_file
					      : record->out_file;
}

static const char *place(
	struct stage *stage, const struct record *record, enum channel channel, int line)
{
	const char *file = channel_file(record, channel);

	if (!file)
		return NULL;
	return line ? pool_printf(stage->pool, "%s:%d", file, line) : file;
}

static const char *visible(struct stage *stage, const struct line *line)
{
	return text_visible(stage->pool, line->text, line->length, MOST_SHOWN);
}

static const char *ending_text(struct stage *stage, const char *signal, int status)
{
	return signal ? pool_printf(stage->pool, M_ENDS_BY_SIGNAL, signal)
		      : pool_printf(stage->pool, M_ENDS_BY_EXIT, status);
}

/* What is there instead of a line of the output, or of a system call. */
static void explain_missing(struct stage *stage, const struct scene *scene,
	const struct item *item, const struct mismatch *mismatch, struct result *result)
{
	const struct ending *ending = &scene->record->ending;
	const struct line *line = mismatch->line;

	if (item->channel == CHANNEL_STDOUT || item->channel == CHANNEL_STDERR) {
		result->measured = line
			? visible(stage, line)
			: pool_printf(stage->pool, M_OUTPUT_ENDS,
				  ending_text(stage,
					  ending->by_signal ? ending->signal : NULL,
					  ending->status));
		return;
	}
	result->measured = item->channel == CHANNEL_TOOL ? M_NO_SUCH_LINE : M_NO_SUCH_CALL;
	if (line && mismatch->close)
		result->nearest = visible(stage, line);
}

void explain_mismatch(struct stage *stage, const struct scene *scene,
	const struct item *item, const struct mismatch *mismatch, struct result *result)
{
	const struct line *line = mismatch->line;
	bool shown = line &&
		(item->channel == CHANNEL_STDOUT || item->channel == CHANNEL_STDERR ||
			mismatch->close || mismatch->kind != MISMATCH_MISSING);

	result->expected = mismatch->expected;
	result->where =
		place(stage, scene->record, item->channel, shown ? line->number : 0);
	if (mismatch->pattern) {
		result->line = mismatch->pattern->line;
		result->notes = &mismatch->pattern->notes;
	}
	switch (mismatch->kind) {
	case MISMATCH_MISSING: explain_missing(stage, scene, item, mismatch, result); break;
	case MISMATCH_FORBIDDEN:
		result->expected =
			pool_printf(stage->pool, M_EXPECTED_NOT, mismatch->expected);
		result->measured = visible(stage, line);
		break;
	case MISMATCH_OTHER:
		result->expected =
			pool_printf(stage->pool, M_EXPECTED_ONLY, mismatch->expected);
		result->measured = visible(stage, line);
		break;
	case MISMATCH_COUNT:
		result->expected = mismatch->pattern->source;
		result->measured =
			pool_printf(stage->pool, M_MEASURED_TIMES, mismatch->counted);
		break;
	case MISMATCH_EXTRA:
		result->expected = M_EXPECTED_END;
		result->measured = visible(stage, line);
		break;
	case MISMATCH_BLOCKED:
		result->status = mismatch->blocked->status;
		result->needs = mismatch->blocked->needs;
		result->lack = mismatch->blocked->lack;
		result->measured = mismatch->blocked->lack.reason;
		break;
	case MISMATCH_GAVE_UP:
		result->status = STATUS_ERROR;
		result->lack.reason = M_GAVE_UP;
		break;
	}
}

void explain_ending(struct stage *stage, const struct scene *scene, const struct item *item,
	struct result *result)
{
	const struct ending *ending = &scene->record->ending;

	result->expected = ending_text(stage, item->signal, item->status);
	result->measured = ending_text(
		stage, ending->by_signal ? ending->signal : NULL, ending->status);
	result->where = place(stage, scene->record, CHANNEL_SYSCALLS, 0);
}

void explain_relation(struct stage *stage, const struct side *left,
	const struct quantity *left_value, const struct side *right,
	const struct quantity *right_value, number tolerance, struct result *result)
{
	struct pool *pool = stage->pool;
	const char *value = number_text(pool, right_value->value, right_value->hex);
	const char *spread = tolerance
		? pool_printf(pool, " +- %s", number_text(pool, tolerance, false))
		: "";
	number off;
	bool literal = strcmp(value, right->source) == 0;

	result->expected = pool_printf(pool, "%s %s %s%s%s%s%s", left->source,
		relation_text(right->relation), value, spread, literal ? "" : "   (",
		literal ? "" : right->source, literal ? "" : ")");
	result->measured = pool_printf(pool, "%s = %s", left->source,
		number_text(pool, left_value->value, left_value->hex));
	if (right->relation == RELATION_EQUAL &&
		!__builtin_sub_overflow(left_value->value, right_value->value, &off) &&
		off < MOST_OFF && off > -MOST_OFF)
		result->measured = pool_printf(pool, M_MEASURED_OFF, result->measured,
			number_text(pool, off, false));
}

struct origin_context {
	const struct scope *scope;
	struct result *result;
};

static bool has_origin(const struct result *result, const char *name)
{
	for (const struct origin *at = result->origins; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return true;
	return false;
}

static void fill_origin(struct stage *stage, const struct scene *scene,
	const struct value *value, struct origin *origin)
{
	origin->value = value->word ? value->word
				    : number_text(stage->pool, value->number, value->hex);
	origin->where = place(stage, scene->record, value->channel, value->line->number);
	origin->text = visible(stage, value->line);
}

static int add_origin(const struct expr *expr, bool series, void *context)
{
	const struct origin_context *at = context;
	struct stage *stage = (struct stage *)at->scope->stage;
	const struct scene *scene = scope_scene(at->scope, expr->run);
	const struct value *value = scene ? scene_find(scene, expr->name) : NULL;
	const char *name = pool_printf(stage->pool, "$%s%s%s", expr->run ? expr->run : "",
		expr->run ? "." : "", expr->name);
	struct origin **last = &at->result->origins;
	struct quantity quantity;
	struct blocked blocked;

	if (series || has_origin(at->result, name))
		return 0;
	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(stage->pool, sizeof **last);
	(*last)->name = name;
	if (value) {
		fill_origin(stage, scene, value, *last);
	} else if (evaluate(expr, at->scope, &quantity, &blocked)) {
		(*last)->value = number_text(stage->pool, quantity.value, quantity.hex);
		if (scene && strcmp(expr->name, "faults") == 0)
			(*last)->text = scene->record->fault_witness;
	}
	return 0;
}

void explain_origins(
	const struct scope *scope, const struct expr *expr, struct result *result)
{
	struct origin_context context = {.scope = scope, .result = result};

	expr_names(expr, false, add_origin, &context);
}

struct witness_context {
	const struct scope *scope;
	const char *text;
};

static int add_witness(const struct expr *expr, bool series, void *context)
{
	struct witness_context *at = context;
	const struct scene *scene = scope_scene(at->scope, expr->run);
	const struct value *value = scene ? scene_find(scene, expr->name) : NULL;
	const char *witness = value ? channel_text(value->channel) : NULL;

	(void)series;
	if (scene && strcmp(expr->name, "faults") == 0)
		witness = scene->record->fault_witness;
	if (witness && !strstr(at->text, witness))
		at->text = pool_printf(at->scope->stage->pool, "%s%s%s", at->text,
			*at->text ? ", " : "", witness);
	return 0;
}

const char *explain_witnesses(const struct scope *scope, const struct condition *condition)
{
	struct witness_context context = {.scope = scope, .text = ""};

	for (const struct side *side = condition->sides; side; side = side->next)
		expr_names(side->expr, false, add_witness, &context);
	return context.text;
}
