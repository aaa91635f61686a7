/* SPDX-License-Identifier: MIT */
#include "explain.h"

#include <string.h>

#include "../base/said.h"
#include "../base/text.h"
#include "nearest.h"
#include "origins.h"
#include "output_line.h"
#include "plain.h"

enum { MOST_OFF = 1 << 30 }; /* a larger difference of two values says nothing */

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
	return said_plain(evidence->pool, origin_line(evidence, line));
}

static bool is_output(const struct item *item)
{
	return item->channel == CHANNEL_STDOUT || item->channel == CHANNEL_STDERR;
}

/* That a system call is missing, or a signal, or an end. */
static const struct said *say_no_call(struct lab_evidence *evidence,
	const struct record *record, const struct item *item, const struct nearest *nearest)
{
	struct pool *pool = evidence->pool;

	if (nearest->is_end)
		return say_ending(evidence,
			record->ending.by_signal ? record->ending.signal : NULL,
			record->ending.status);
	if (nearest->equal)
		return SAID(WAS_ELSEWHERE);
	if (nearest->line)
		return SAID(WAS_ANOTHER);
	if (!nearest->name)
		return SAID(NO_SUCH_CALL);
	if (nearest->is_signal)
		return SAY(pool, WAS_NO_SIGNAL, nearest->name);
	return item->slice ? SAY(pool, WAS_NO_CALL_HERE, nearest->name)
			   : SAY(pool, WAS_NO_CALL, nearest->name);
}

/* The line of the trace that comes closest is shown, with what differs in it. */
static void explain_missing_call(struct lab_evidence *evidence,
	const struct performed *performed, const struct item *item,
	const struct mismatch *mismatch, const struct lines *lines, struct result *result)
{
	struct pool *pool = evidence->pool;
	const struct record *record = performed->record;
	const struct nearest nearest = nearest_find(pool, lines,
		nearest_start(pool, record), plain_text(pool, mismatch->expected, "..."));

	result->measured = SAID(NO_SUCH_CALL);
	result->was = say_no_call(evidence, record, item, &nearest);
	if (!nearest.line)
		return;
	result->nearest = origin_line(evidence, nearest.line);
	result->nearest_at = nearest.at;
	result->where =
		origin_place(evidence, record, CHANNEL_SYSCALLS, nearest.line->number);
}

/* What is there instead of a line of the output, or of a system call. */
static void explain_missing(struct lab_evidence *evidence,
	const struct performed *performed, const struct item *item,
	const struct mismatch *mismatch, const struct lines *lines, struct result *result)
{
	const struct ending *ending = &performed->record->ending;
	const struct line *line = mismatch->line;

	if (is_output(item)) {
		result->measured =
			line ? say_line(evidence, line) : say_output_ends(evidence, ending);
		return;
	}
	if (item->channel == CHANNEL_SYSCALLS) {
		explain_missing_call(evidence, performed, item, mismatch, lines, result);
		return;
	}
	result->measured =
		item->channel == CHANNEL_TOOL ? SAID(NO_SUCH_LINE) : SAID(NO_SUCH_FAULT);
	if (line && mismatch->close)
		result->nearest = origin_line(evidence, line);
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

/* --- a line that is not there --------------------------------------------------------- */

/* "brk(...": any call of that name. */
static bool is_any_call(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return length > 0 && strcmp(text + length, "(...") == 0;
}

/* "brk()" of a line of the trace, or "SIGSEGV"; NULL where there is no such line. */
static const char *call_name(struct pool *pool, const struct pattern *pattern)
{
	const char *text = pattern ? pattern->source : NULL;
	size_t length;

	if (!text)
		return NULL;
	if (text_starts(text, "--- ")) {
		text += strlen("--- ");
		return pool_copy(pool, text, strcspn(text, " "));
	}
	length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
	return length ? pool_printf(pool, "%.*s()", (int)length, text) : NULL;
}

/* The lines that must be there on either side of a line of the section. */
static void find_neighbours(const struct item *item, const struct pattern *pattern,
	const struct pattern *neighbours[2])
{
	bool passed = false;

	neighbours[0] = neighbours[1] = NULL;
	for (const struct pattern *at = item->patterns; at; at = at->next) {
		passed = passed || at == pattern;
		if (at->kind == PATTERN_LINE && !(passed && neighbours[1]))
			neighbours[passed] = at;
	}
}

static const struct said *say_forbidden(struct pool *pool, const char *text,
	const struct item *item, const struct pattern *pattern)
{
	size_t length = strcspn(text, "(");
	const struct pattern *neighbours[2];
	const char *before;
	const char *after;

	if (item->channel != CHANNEL_SYSCALLS)
		return SAY(pool, EXPECTED_NOT, text);
	find_neighbours(item, pattern, neighbours);
	before = call_name(pool, neighbours[0]);
	after = call_name(pool, neighbours[1]);
	if (is_any_call(text))
		text = pool_printf(pool, "%.*s()", (int)length, text);
	if (before && after)
		return SAY(pool, SHOULD_NOT_BE_BETWEEN, before, after, text);
	return before   ? SAY(pool, SHOULD_NOT_BE_AFTER, before, text)
		: after ? SAY(pool, SHOULD_NOT_BE_BEFORE, after, text)
			: SAY(pool, SHOULD_NOT_BE_HERE, text);
}

/* What is expected, without names that have no value. */
static const struct said *say_should(
	struct pool *pool, const struct mismatch *mismatch, const struct item *item)
{
	const char *text = mismatch->kind == MISMATCH_COUNT ? mismatch->pattern->source
							    : mismatch->expected;

	if (!text)
		return NULL;
	text = plain_text(pool, text, item->channel == CHANNEL_SYSCALLS ? "..." : "N");
	if (is_output(item))
		text = output_line_squeezed(pool, text);
	switch (mismatch->kind) {
	case MISMATCH_FORBIDDEN: return say_forbidden(pool, text, item, mismatch->pattern);
	case MISMATCH_OTHER: return SAY(pool, EXPECTED_ONLY, text);
	default: break;
	}
	return strspn(text, ".N") == strlen(text) ? SAID(SHOULD_BE_LINE)
						  : said_plain(pool, text);
}

/* A line of the output among those around it, told without the blanks that do not count. */
static void explain_output(struct lab_evidence *evidence, const struct mismatch *mismatch,
	const struct lines *lines, struct result *result)
{
	struct pool *pool = evidence->pool;
	const struct line *line = mismatch->line;
	const char *wanted = mismatch->kind == MISMATCH_MISSING
		? plain_text(pool, mismatch->expected, "...")
		: NULL;

	result->output = output_line_explain(pool, lines, line, wanted);
	if (line)
		result->was = said_plain(
			pool, output_line_squeezed(pool, origin_line(evidence, line)));
}

/* What was expected and what is there instead, in the words of that kind of mismatch. */
static void explain_kind(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, const struct mismatch *mismatch, const struct lines *lines,
	struct result *result)
{
	switch (mismatch->kind) {
	case MISMATCH_MISSING:
		explain_missing(evidence, performed, item, mismatch, lines, result);
		break;
	case MISMATCH_FORBIDDEN:
		result->expected = SAY(evidence->pool, EXPECTED_NOT, mismatch->expected);
		result->measured = say_line(evidence, mismatch->line);
		break;
	case MISMATCH_OTHER:
		result->expected = SAY(evidence->pool, EXPECTED_ONLY, mismatch->expected);
		result->measured = say_line(evidence, mismatch->line);
		break;
	case MISMATCH_COUNT:
		result->expected = said_plain(evidence->pool, mismatch->pattern->source);
		result->measured = SAY(evidence->pool, MEASURED_TIMES, mismatch->counted);
		break;
	case MISMATCH_EXTRA:
		result->expected = SAID(EXPECTED_END);
		result->measured = say_line(evidence, mismatch->line);
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

void explain_mismatch(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, const struct mismatch *mismatch, const struct lines *lines,
	struct result *result)
{
	const struct line *line = mismatch->line;
	bool shown = line &&
		(is_output(item) || mismatch->close || mismatch->kind != MISMATCH_MISSING);

	result->expected = said_plain(evidence->pool, mismatch->expected);
	result->where = origin_place(
		evidence, performed->record, item->channel, shown ? line->number : 0);
	if (mismatch->pattern) {
		result->line = mismatch->pattern->line;
		result->notes = &mismatch->pattern->notes;
	}
	if (mismatch->pattern && item->channel == CHANNEL_SYSCALLS)
		origins_of_pattern(evidence, performed, mismatch->pattern, result);
	result->should = say_should(evidence->pool, mismatch, item);
	explain_kind(evidence, performed, item, mismatch, lines, result);
	if (is_output(item) &&
		(mismatch->kind == MISMATCH_MISSING || mismatch->kind == MISMATCH_EXTRA))
		explain_output(evidence, mismatch, lines, result);
}

void explain_ending(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result)
{
	const struct ending *ending = &performed->record->ending;

	result->expected = say_ending(evidence, item->signal, item->status);
	result->measured = say_ending(
		evidence, ending->by_signal ? ending->signal : NULL, ending->status);
	result->where = origin_place(evidence, performed->record, CHANNEL_SYSCALLS, 0);
}

static const char *expected_text(struct pool *pool, const struct comparison *comparison)
{
	const char *value = number_text(pool, comparison->bound, comparison->bound_hex);
	const char *spread = comparison->tolerance
		? pool_printf(
			  pool, " +- %s", number_text(pool, comparison->tolerance, false))
		: "";
	bool literal = strcmp(value, comparison->bound_source) == 0;

	return pool_printf(pool, "%s %s %s%s%s%s%s", comparison->measured_source,
		relation_text(comparison->relation), value, spread, literal ? "" : "   (",
		literal ? "" : comparison->bound_source, literal ? "" : ")");
}

/* What was measured; of two sides that were, both. */
static const struct said *say_measured(
	struct pool *pool, const struct comparison *comparison)
{
	const char *text = pool_printf(pool, "%s = %s", comparison->measured_source,
		number_text(pool, comparison->measured, comparison->measured_hex));
	number off;

	if (comparison->bound_recorded)
		text = pool_printf(pool, "%s, %s = %s", text, comparison->bound_source,
			number_text(pool, comparison->bound, comparison->bound_hex));
	if (comparison->relation == RELATION_EQUAL &&
		!__builtin_sub_overflow(comparison->measured, comparison->bound, &off) &&
		off < MOST_OFF && off > -MOST_OFF)
		return SAY(pool, MEASURED_OFF, text, number_text(pool, off, false));
	return said_plain(pool, text);
}

void explain_relation(struct lab_evidence *evidence, const struct comparison *comparison,
	struct result *result)
{
	struct pool *pool = evidence->pool;

	if (comparison->is_single) {
		result->expected = said_plain(pool, comparison->measured_source);
		result->measured = comparison->values ? SAID(MEASURED_DIFFERENT)
						      : said_plain(pool, "0");
		return;
	}
	result->expected = said_plain(pool, expected_text(pool, comparison));
	result->measured = say_measured(pool, comparison);
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
