/* SPDX-License-Identifier: MIT */
#include "measure.h"

#include <string.h>

static struct measure *add(
	struct pool *pool, struct result *result, const char *name, const char *value)
{
	struct measure **last = &result->measures;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(pool, sizeof **last);
	(*last)->name = name;
	(*last)->value = value;
	(*last)->repetition = result->repetition;
	return *last;
}

static struct measure *add_number(struct pool *pool, struct result *result,
	const char *name, const struct quantity *quantity)
{
	struct measure *measure =
		add(pool, result, name, number_text(pool, quantity->value, quantity->hex));

	measure->base = quantity->hex ? 16 : 10;
	if (quantity->hex)
		measure->unit = "address";
	return measure;
}

/* --- the sides of a condition --------------------------------------------------------- */

/* The fields of a mapping that are no bytes; proc_pid_maps(5). */
static bool is_of_bytes(const char *field)
{
	static const char *const others[] = {"start", "end", "major", "minor", "inode"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(field, others[i]) == 0)
			return false;
	return true;
}

static const char *unit_of_reading(const struct expr *expr)
{
	switch (expr->reading) {
	case READING_REGION: return is_of_bytes(expr->field) ? "bytes" : NULL;
	case READING_THREADS: return "threads";
	case READING_MAPPINGS: return "mappings";
	case READING_FAULTS:
	case READING_FAULTS_IN: return "page faults";
	case READING_RESIDENT: return "bytes";
	default: return NULL;
	}
}

static const char *unit_of_call(const struct expr *call)
{
	switch (call->function) {
	case FUNCTION_MIN:
	case FUNCTION_MAX: return measure_unit(call->left);
	case FUNCTION_DISTINCT: return "different values";
	default: return NULL;
	}
}

/* Two counts of one kind, one taken from the other or added to it. */
static const char *unit_of_both(const struct expr *expr)
{
	const char *left = measure_unit(expr->left);
	const char *right = measure_unit(expr->right);

	return (expr->op == '-' || expr->op == '+') && left && right &&
			strcmp(left, right) == 0
		? left
		: NULL;
}

const char *measure_unit(const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_READING: return unit_of_reading(expr);
	case EXPR_NAME: return strcmp(expr->name, "faults") == 0 ? "page faults" : NULL;
	case EXPR_CALL: return unit_of_call(expr);
	case EXPR_BINARY: return unit_of_both(expr);
	default: return NULL;
	}
}

void measure_condition(
	const struct scope *scope, const struct condition *condition, struct result *result)
{
	struct pool *pool = scope->evidence->pool;

	for (const struct side *side = condition->sides; side; side = side->next) {
		struct quantity quantity;
		struct blocked blocked;
		struct measure *measure;

		if (!evaluate(side->expr, scope, &quantity, &blocked))
			continue;
		measure = add_number(pool, result, side->source, &quantity);
		if (measure_unit(side->expr))
			measure->unit = measure_unit(side->expr);
	}
}

/* --- the others ----------------------------------------------------------------------- */

void measure_range(const struct scope *scope, const char *name, number start, number end,
	struct result *result)
{
	struct pool *pool = scope->evidence->pool;
	const struct quantity first = {.value = start, .hex = true};
	struct measure *measure = add_number(pool, result, name, &first);

	measure->end = number_text(pool, end, true);
}

void measure_captures(struct pool *pool, const struct performed *performed, int before,
	struct result *result)
{
	for (int i = before; i < performed->count; i++) {
		const struct binding *binding = &performed->bindings[i];
		const struct value *value = &binding->value;
		const struct quantity quantity = {
			.value = value->number, .hex = value->hex};
		const char *name = pool_printf(pool, "$%s", binding->name);
		struct measure *measure = value->word
			? add(pool, result, name, value->word)
			: add_number(pool, result, name, &quantity);

		measure->line = value->line->number;
	}
}

void measure_ending(
	struct pool *pool, const struct performed *performed, struct result *result)
{
	const struct ending *ending = &performed->record->ending;
	const struct quantity status = {.value = ending->status};

	if (ending->by_signal)
		add(pool, result, "signal", ending->signal);
	else
		add_number(pool, result, "exit status", &status);
}

void measure_pauses(
	struct pool *pool, const struct performed *performed, struct result *result)
{
	const struct quantity count = {.value = performed->record->pause_count};

	add_number(pool, result, "pauses", &count)->unit = "pauses";
}
