/* SPDX-License-Identifier: MIT */
#include "explain.h"

#include <string.h>

#include "../base/said.h"
#include "../base/text.h"

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
		[CHANNEL_FAULTS] = "faults",
		[CHANNEL_TOOL] = "tool",
	};

	return texts[channel];
}

static const char *channel_file(const struct record *record, enum channel channel)
{
	return channel == CHANNEL_STDERR      ? record->err_file
		: channel == CHANNEL_SYSCALLS ? record->log_file
		: channel == CHANNEL_FAULTS   ? record->faults_file
					      : record->out_file;
}

static const char *place(struct lab_evidence *evidence, const struct record *record,
	enum channel channel, int line)
{
	const char *file = channel_file(record, channel);

	if (!file)
		return NULL;
	return line ? pool_printf(evidence->pool, "%s:%d", file, line) : file;
}

static const char *visible(struct lab_evidence *evidence, const struct line *line)
{
	return text_visible(evidence->pool, line->text, line->length, MOST_SHOWN);
}

static const struct said *say_ending(
	struct lab_evidence *evidence, const char *signal, int status)
{
	return signal ? SAY(evidence->pool, ENDS_BY_SIGNAL, signal)
		      : SAY(evidence->pool, ENDS_BY_EXIT, status);
}

/* The output is over before the line that is expected. */
static const struct said *say_output_ends(
	struct lab_evidence *evidence, const struct ending *ending)
{
	return ending->by_signal
		? SAY(evidence->pool, OUTPUT_ENDS_BY_SIGNAL, ending->signal)
		: SAY(evidence->pool, OUTPUT_ENDS_BY_EXIT, ending->status);
}

static const struct said *say_line(struct lab_evidence *evidence, const struct line *line)
{
	return said_plain(evidence->pool, visible(evidence, line));
}

/* What is there instead of a line of the output, or of a system call. */
static void explain_missing(struct lab_evidence *evidence,
	const struct performed *performed, const struct item *item,
	const struct mismatch *mismatch, struct result *result)
{
	const struct ending *ending = &performed->record->ending;
	const struct line *line = mismatch->line;

	if (item->channel == CHANNEL_STDOUT || item->channel == CHANNEL_STDERR) {
		result->measured =
			line ? say_line(evidence, line) : say_output_ends(evidence, ending);
		return;
	}
	result->measured = item->channel == CHANNEL_TOOL ? SAID(NO_SUCH_LINE)
		: item->channel == CHANNEL_FAULTS        ? SAID(NO_SUCH_FAULT)
							 : SAID(NO_SUCH_CALL);
	if (line && mismatch->close)
		result->nearest = visible(evidence, line);
}

/*
 * Too many steps come from the text as much as from the patterns. Another program's text is
 * that program's; with the lab's own it is the expected file that is at fault.
 */
static void explain_giving_up(struct lab_evidence *evidence, const struct item *item,
	const struct mismatch *mismatch, struct result *result)
{
	if (!evidence->replaced || !result->of_program) {
		result->status = STATUS_ERROR;
		result->lack.reason = SAID(GAVE_UP);
		return;
	}
	result->expected = said_plain(evidence->pool, item->source);
	result->measured = SAY(evidence->pool, GAVE_UP_ON_PROGRAM, mismatch->steps);
}

void explain_mismatch(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, const struct mismatch *mismatch, struct result *result)
{
	const struct line *line = mismatch->line;
	bool shown = line &&
		(item->channel == CHANNEL_STDOUT || item->channel == CHANNEL_STDERR ||
			mismatch->close || mismatch->kind != MISMATCH_MISSING);

	result->expected = said_plain(evidence->pool, mismatch->expected);
	result->where =
		place(evidence, performed->record, item->channel, shown ? line->number : 0);
	if (mismatch->pattern) {
		result->line = mismatch->pattern->line;
		result->notes = &mismatch->pattern->notes;
	}
	switch (mismatch->kind) {
	case MISMATCH_MISSING:
		explain_missing(evidence, performed, item, mismatch, result);
		break;
	case MISMATCH_FORBIDDEN:
		result->expected = SAY(evidence->pool, EXPECTED_NOT, mismatch->expected);
		result->measured = say_line(evidence, line);
		break;
	case MISMATCH_OTHER:
		result->expected = SAY(evidence->pool, EXPECTED_ONLY, mismatch->expected);
		result->measured = say_line(evidence, line);
		break;
	case MISMATCH_COUNT:
		result->expected = said_plain(evidence->pool, mismatch->pattern->source);
		result->measured = SAY(evidence->pool, MEASURED_TIMES, mismatch->counted);
		break;
	case MISMATCH_EXTRA:
		result->expected = SAID(EXPECTED_END);
		result->measured = say_line(evidence, line);
		break;
	case MISMATCH_BLOCKED:
		result->status = mismatch->blocked->status;
		result->needs = mismatch->blocked->needs;
		result->lack = mismatch->blocked->lack;
		result->measured = mismatch->blocked->lack.reason;
		break;
	case MISMATCH_GAVE_UP: explain_giving_up(evidence, item, mismatch, result); break;
	}
}

void explain_ending(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result)
{
	const struct ending *ending = &performed->record->ending;

	result->expected = say_ending(evidence, item->signal, item->status);
	result->measured = say_ending(
		evidence, ending->by_signal ? ending->signal : NULL, ending->status);
	result->where = place(evidence, performed->record, CHANNEL_SYSCALLS, 0);
}

/* A fact of the machine is nothing that was recorded, and the band of a count is not. */
static bool is_of_record(const struct expr *name)
{
	return strcmp(name->name, "band") != 0 && (name->run || !fact_is_name(name->name));
}

static int find_record(const struct expr *part, bool series, void *context)
{
	bool *found = context;

	(void)series;
	*found = *found || part->kind == EXPR_READING ||
		(part->kind == EXPR_NAME && is_of_record(part));
	return 0;
}

/* Does the side hold anything that was recorded of a run or a file? */
static bool is_recorded(const struct side *side)
{
	bool found = false;

	expr_parts(side->expr, false, find_record, &found);
	return found;
}

/* The same relation, read from right to left. */
static enum relation mirrored(enum relation relation)
{
	switch (relation) {
	case RELATION_LESS: return RELATION_GREATER;
	case RELATION_LESS_EQUAL: return RELATION_GREATER_EQUAL;
	case RELATION_GREATER: return RELATION_LESS;
	case RELATION_GREATER_EQUAL: return RELATION_LESS_EQUAL;
	default: return relation;
	}
}

/* One side of a relation that does not hold, with its value. */
struct told {
	const struct side *side;
	const struct quantity *value;
};

static const char *value_text(struct pool *pool, const struct told *told)
{
	return number_text(pool, told->value->value, told->value->hex);
}

static const char *expected_text(struct pool *pool, const struct told *measured,
	enum relation relation, const struct told *other, number tolerance)
{
	const char *value = value_text(pool, other);
	const char *spread = tolerance
		? pool_printf(pool, " +- %s", number_text(pool, tolerance, false))
		: "";
	bool literal = strcmp(value, other->side->source) == 0;

	return pool_printf(pool, "%s %s %s%s%s%s%s", measured->side->source,
		relation_text(relation), value, spread, literal ? "" : "   (",
		literal ? "" : other->side->source, literal ? "" : ")");
}

/* What was measured; of two sides that were, both. */
static const struct said *say_measured(struct pool *pool, const struct told *measured,
	enum relation relation, const struct told *other)
{
	const char *text = pool_printf(
		pool, "%s = %s", measured->side->source, value_text(pool, measured));
	number off;

	if (is_recorded(other->side))
		text = pool_printf(pool, "%s, %s = %s", text, other->side->source,
			value_text(pool, other));
	if (relation == RELATION_EQUAL &&
		!__builtin_sub_overflow(
			measured->value->value, other->value->value, &off) &&
		off < MOST_OFF && off > -MOST_OFF)
		return SAY(pool, MEASURED_OFF, text, number_text(pool, off, false));
	return said_plain(pool, text);
}

void explain_relation(struct lab_evidence *evidence, const struct side *left,
	const struct quantity *left_value, const struct side *right,
	const struct quantity *right_value, number tolerance, struct result *result)
{
	bool turned = !is_recorded(left) && is_recorded(right);
	struct told first = {.side = left, .value = left_value};
	struct told second = {.side = right, .value = right_value};
	struct told *measured = turned ? &second : &first;
	struct told *other = turned ? &first : &second;
	enum relation relation = turned ? mirrored(right->relation) : right->relation;

	result->expected = said_plain(evidence->pool,
		expected_text(evidence->pool, measured, relation, other, tolerance));
	result->measured = say_measured(evidence->pool, measured, relation, other);
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

static void fill_origin(struct lab_evidence *evidence, const struct performed *performed,
	const struct value *value, struct origin *origin)
{
	origin->value = value->word
		? value->word
		: number_text(evidence->pool, value->number, value->hex);
	origin->where =
		place(evidence, performed->record, value->channel, value->line->number);
	origin->text = visible(evidence, value->line);
}

static int add_origin(const struct expr *expr, bool series, void *context)
{
	const struct origin_context *at = context;
	struct lab_evidence *evidence = (struct lab_evidence *)at->scope->evidence;
	const struct performed *performed = scope_performed(at->scope, expr->run);
	const struct value *value =
		performed ? performed_find(performed, expr->name) : NULL;
	const char *name = pool_printf(evidence->pool, "$%s%s%s",
		expr->run ? expr->run : "", expr->run ? "." : "", expr->name);
	struct origin **last = &at->result->origins;
	struct quantity quantity;
	struct blocked blocked;

	if (series || has_origin(at->result, name))
		return 0;
	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(evidence->pool, sizeof **last);
	(*last)->name = name;
	if (value) {
		fill_origin(evidence, performed, value, *last);
	} else if (evaluate(expr, at->scope, &quantity, &blocked)) {
		(*last)->value = number_text(evidence->pool, quantity.value, quantity.hex);
		if (performed && strcmp(expr->name, "faults") == 0)
			(*last)->text = performed->record->fault_source;
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
	const struct performed *performed = scope_performed(at->scope, expr->run);
	const struct value *value =
		performed ? performed_find(performed, expr->name) : NULL;
	const char *witness = value ? channel_text(value->channel) : NULL;

	(void)series;
	if (performed && strcmp(expr->name, "faults") == 0)
		witness = performed->record->fault_source;
	if (witness && !strstr(at->text, witness))
		at->text = pool_printf(at->scope->evidence->pool, "%s%s%s", at->text,
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
