/* SPDX-License-Identifier: MIT */
#include "origins.h"

#include <string.h>

#include "../evidence/trace_memory.h"

enum { MOST_SHOWN = 400 }; /* bytes of a line; the rest is counted, not dropped */

/* --- a line of the evidence ----------------------------------------------------------- */

static const char *channel_file(const struct record *record, enum channel channel)
{
	return channel == CHANNEL_STDERR      ? record->err_file
		: channel == CHANNEL_SYSCALLS ? record->log_file
		: channel == CHANNEL_FAULTS   ? record->faults_file
					      : record->out_file;
}

const char *origin_place(struct lab_evidence *evidence, const struct record *record,
	enum channel channel, int line)
{
	const char *file = channel_file(record, channel);

	if (!file)
		return NULL;
	return line ? pool_printf(evidence->pool, "%s:%d", file, line) : file;
}

const char *origin_line(struct lab_evidence *evidence, const struct line *line)
{
	return text_visible(evidence->pool, line->text, line->length, MOST_SHOWN);
}

/* --- the list ------------------------------------------------------------------------- */

static bool has_origin(const struct result *result, const char *name)
{
	for (const struct origin *at = result->origins; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return true;
	return false;
}

static struct origin *append_origin(
	struct pool *pool, struct result *result, const char *name)
{
	struct origin **last = &result->origins;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(pool, sizeof **last);
	(*last)->name = name;
	return *last;
}

static enum origin_kind kind_of(const struct value *value)
{
	struct signal_told ignored;

	switch (value->channel) {
	case CHANNEL_STDOUT: return ORIGIN_STDOUT;
	case CHANNEL_STDERR: return ORIGIN_STDERR;
	case CHANNEL_SYSCALLS:
		return trace_signal(value->line, &ignored) ? ORIGIN_SIGNAL : ORIGIN_CALL;
	case CHANNEL_FAULTS: return ORIGIN_FAULT;
	case CHANNEL_TOOL: break;
	}
	return ORIGIN_TOOL;
}

static void fill_origin(struct lab_evidence *evidence, const struct performed *performed,
	const struct value *value, struct origin *origin)
{
	origin->kind = kind_of(value);
	origin->value = value->word
		? value->word
		: number_text(evidence->pool, value->number, value->hex);
	origin->where = origin_place(
		evidence, performed->record, value->channel, value->line->number);
	origin->text = origin_line(evidence, value->line);
}

/* --- the names of a line that is expected --------------------------------------------- */

struct printed_context {
	struct lab_evidence *evidence;
	const struct performed *performed;
	struct result *result;
};

/* What the program has printed before, and is held to now. */
static void add_printed(const struct printed_context *at, const char *name)
{
	const struct value *value = performed_find(at->performed, name);
	const char *dollar = pool_printf(at->evidence->pool, "$%s", name);

	if (value && value->line &&
		(value->channel == CHANNEL_STDOUT || value->channel == CHANNEL_STDERR) &&
		!has_origin(at->result, dollar))
		fill_origin(at->evidence, at->performed, value,
			append_origin(at->evidence->pool, at->result, dollar));
}

static int add_printed_name(const struct expr *expr, bool series, void *context)
{
	if (!series && !expr->run)
		add_printed(context, expr->name);
	return 0;
}

/* A system call is expected with the numbers that the program itself tells of it. */
void origins_of_pattern(struct lab_evidence *evidence, const struct performed *performed,
	const struct pattern *pattern, struct result *result)
{
	struct printed_context context = {evidence, performed, result};

	for (const struct piece *at = pattern->pieces; at; at = at->next)
		if (at->kind == PIECE_VALUE)
			expr_names(at->expr, false, add_printed_name, &context);
		else if (at->name)
			add_printed(&context, at->name);
}

/* --- the names of an expression ------------------------------------------------------- */

struct origin_context {
	const struct scope *scope;
	struct result *result;
};

static int add_origin(const struct expr *expr, bool series, void *context)
{
	const struct origin_context *at = context;
	struct lab_evidence *evidence = (struct lab_evidence *)at->scope->evidence;
	const struct performed *performed = scope_performed(at->scope, expr->run);
	const struct value *value =
		performed ? performed_find(performed, expr->name) : NULL;
	const char *name = pool_printf(evidence->pool, "$%s%s%s",
		expr->run ? expr->run : "", expr->run ? "." : "", expr->name);
	struct origin *origin;
	struct quantity quantity;
	struct blocked blocked;

	if (series || has_origin(at->result, name))
		return 0;
	origin = append_origin(evidence->pool, at->result, name);
	if (value) {
		fill_origin(evidence, performed, value, origin);
	} else if (evaluate(expr, at->scope, &quantity, &blocked)) {
		origin->value = number_text(evidence->pool, quantity.value, quantity.hex);
		if (performed && strcmp(expr->name, "faults") == 0)
			origin->text = performed->record->fault_source;
	}
	return 0;
}

void origins_of_expression(
	const struct scope *scope, const struct expr *expr, struct result *result)
{
	struct origin_context context = {.scope = scope, .result = result};

	expr_names(expr, false, add_origin, &context);
}
