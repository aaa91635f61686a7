/* SPDX-License-Identifier: MIT */
#include "formula.h"

#include <string.h>

#include "../base/said.h"

/* --- the numbers ---------------------------------------------------------------------- */

/* What is written, and how: beside addresses all large numbers are told as addresses are. */
struct writer {
	const struct scope *scope;
	struct pool *pool;
	bool hex;
};

enum { FIRST_LARGE = 1 << 16 };

/* It may be told as an address is, and is none. */
static bool is_int(const struct expr *expr)
{
	return expr->kind == EXPR_READING && expr->reading == READING_INT;
}

/* The value of a part; NULL where it has none. */
static const char *value_text(const struct writer *writer, const struct expr *expr)
{
	struct quantity quantity;
	struct blocked blocked;

	if (!evaluate(expr, writer->scope, &quantity, &blocked))
		return NULL;
	return number_text(writer->pool, quantity.value,
		(quantity.hex && !is_int(expr)) ||
			(writer->hex && quantity.value >= FIRST_LARGE));
}

static bool is_sum(char op)
{
	return op == '+' || op == '-';
}

/* Would C read the part otherwise than it is meant, when it stands beside this operator? */
static bool needs_parentheses(const struct expr *part, char beside, bool is_right)
{
	if (part->kind != EXPR_BINARY)
		return false;
	if (part->op == '&' || beside == '&')
		return true;
	if (is_sum(part->op))
		return !is_sum(beside) || (is_right && beside == '-');
	return is_right && !is_sum(beside);
}

static const char *write_part(const struct writer *writer, const struct expr *part);

static const char *write_beside(
	const struct writer *writer, const struct expr *part, char beside, bool is_right)
{
	const char *text = write_part(writer, part);

	return text && needs_parentheses(part, beside, is_right)
		? pool_printf(writer->pool, "(%s)", text)
		: text;
}

/* What a reading or a function gives is one number. */
static const char *write_part(const struct writer *writer, const struct expr *part)
{
	const char *left;
	const char *right;

	if (part->kind != EXPR_BINARY)
		return value_text(writer, part);
	left = write_beside(writer, part->left, part->op, false);
	right = write_beside(writer, part->right, part->op, true);
	return left && right ? pool_printf(writer->pool, "%s %c %s", left, part->op, right)
			     : NULL;
}

/* C compares before it takes an &. */
static const char *write_side(const struct writer *writer, const struct expr *side)
{
	const char *text = write_part(writer, side);

	return text && side->kind == EXPR_BINARY && side->op == '&'
		? pool_printf(writer->pool, "(%s)", text)
		: text;
}

const char *formula_text(const struct scope *scope, const struct expr *left,
	enum relation relation, const struct expr *right, bool hex)
{
	const struct writer writer = {scope, scope->evidence->pool, hex};
	const char *first;
	const char *second;

	if (left->kind != EXPR_BINARY && right->kind != EXPR_BINARY)
		return NULL;
	first = write_side(&writer, left);
	second = write_side(&writer, right);
	return first && second ? pool_printf(writer.pool, "%s %s %s", first,
					 relation_text(relation), second)
			       : NULL;
}

/* --- what was read -------------------------------------------------------------------- */

static const struct said *say_in_file(
	struct pool *pool, const struct expr *expr, const char *value)
{
	const char *field = expr->field ? expr->field : "";

	switch (expr->reading) {
	case READING_HEADER: return SAY(pool, READ_HEADER, field, value);
	case READING_SEGMENT: return SAY(pool, READ_SEGMENT, field, value);
	case READING_SECTION: return SAY(pool, READ_SECTION, field, expr->name, value);
	case READING_SYMBOL: return SAY(pool, READ_SYMBOL, expr->name, value);
	default: return NULL;
	}
}

static const struct said *say_of_faults(struct pool *pool, const struct expr *expr,
	const char *at, const char *end, const char *value)
{
	switch (expr->reading) {
	case READING_FAULTS_IN: return SAY(pool, READ_FAULTS_IN, at, end, value);
	case READING_PAGES: return SAY(pool, READ_PAGES, at, end, value);
	case READING_FIRST_FAULT: return SAY(pool, READ_FIRST_FAULT, at, end, value);
	case READING_LAST_FAULT: return SAY(pool, READ_LAST_FAULT, at, end, value);
	case READING_RESIDENT: return SAY(pool, READ_RESIDENT, at, end, value);
	default: return NULL;
	}
}

/* Of a place in memory, or of an entry of a list. */
static const struct said *say_at(
	struct pool *pool, const struct expr *expr, const char *at, const char *value)
{
	switch (expr->reading) {
	case READING_REGION: return SAY(pool, READ_REGION, expr->field, at, value);
	case READING_WORD: return SAY(pool, READ_WORD, at, value);
	case READING_INT: return SAY(pool, READ_INT, at, value);
	case READING_BYTE: return SAY(pool, READ_BYTE, at, value);
	case READING_FRAME: return SAY(pool, READ_FRAME, at, value);
	case READING_STAT: return SAY(pool, READ_STAT, at, value);
	case READING_AUXV: return SAY(pool, READ_AUXV, at, value);
	case READING_AT: return SAY(pool, READ_AT, expr->name, value);
	default: return NULL;
	}
}

static const struct said *say_of_process(
	struct pool *pool, const struct expr *expr, const char *value)
{
	switch (expr->reading) {
	case READING_THREADS: return SAY(pool, READ_THREADS, value);
	case READING_MAPPINGS: return SAY(pool, READ_MAPPINGS, value);
	case READING_FAULTS: return SAY(pool, READ_FAULTS, value);
	case READING_PC: return SAY(pool, READ_PC, value);
	case READING_SP: return SAY(pool, READ_SP, value);
	default: return NULL;
	}
}

/* NULL where the reading has no value, and so nothing is told of it. */
static const struct said *say_reading(const struct writer *writer, const struct expr *expr)
{
	struct pool *pool = writer->pool;
	const char *value = value_text(writer, expr);
	const char *at = expr->left ? value_text(writer, expr->left) : expr->name;
	const char *end = expr->right ? value_text(writer, expr->right) : at;

	if (!value)
		return NULL;
	if (reading_is_of_file(expr->reading))
		return say_in_file(pool, expr, value);
	if (!at)
		return say_of_process(pool, expr, value);
	return reading_is_of_faults(expr->reading) || expr->reading == READING_RESIDENT
		? say_of_faults(pool, expr, at, end ? end : at, value)
		: say_at(pool, expr, at, value);
}

struct reading_context {
	struct writer writer;
	struct result *result;
};

static bool is_told(const struct result *result, const struct said *said)
{
	for (const struct reading_told *at = result->readings; at; at = at->next)
		if (said_alike(at->says, said))
			return true;
	return false;
}

static int add_reading(const struct expr *part, bool series, void *context)
{
	const struct reading_context *at = context;
	struct reading_told **last = &at->result->readings;
	const struct said *said;

	if (series || part->kind != EXPR_READING)
		return 0;
	said = say_reading(&at->writer, part);
	if (!said || is_told(at->result, said))
		return 0;
	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(at->writer.pool, sizeof **last);
	(*last)->says = said;
	return 0;
}

void formula_readings(
	const struct scope *scope, const struct expr *expr, bool hex, struct result *result)
{
	struct reading_context context = {
		.writer = {scope, scope->evidence->pool, hex}, .result = result};

	expr_parts(expr, false, add_reading, &context);
}
