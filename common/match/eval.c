/* SPDX-License-Identifier: MIT */
#include "eval.h"

#include <string.h>

#include "../base/said.h"
#include "reading.h"

const struct performed *scope_performed(const struct scope *scope, const char *run)
{
	if (scope->performed && (!run || strcmp(scope->performed->run->name, run) == 0))
		return scope->performed;
	for (int i = 0; i < scope->evidence->performed_count; i++) {
		const struct performed *performed = &scope->evidence->performed[i];

		if (!run || strcmp(performed->run->name, run) == 0)
			return performed;
	}
	return NULL;
}

number scope_page_size(const struct scope *scope)
{
	return evidence_find_fact(scope->evidence, "page")->value;
}

bool block(struct blocked *blocked, enum status status, const struct said *reason)
{
	memset(blocked, 0, sizeof *blocked);
	blocked->status = status;
	blocked->lack.reason = reason;
	return false;
}

/* What is not there for this reason is env, or FAIL where it is the program's doing. */
static enum status lack_status(const struct lack *lack)
{
	return lack->by_program ? STATUS_FAIL : STATUS_ENV;
}

bool block_by_lack(struct blocked *blocked, const struct lack *lack)
{
	block(blocked, lack_status(lack), NULL);
	blocked->lack = *lack;
	return false;
}

static bool block_unbound(
	const struct scope *scope, const char *name, struct blocked *blocked)
{
	return block(blocked, STATUS_ERROR,
		SAY(scope->evidence->pool, EVAL_UNBOUND, name ? name : ""));
}

static bool read_faults(
	const struct record *record, struct quantity *result, struct blocked *blocked)
{
	if (record->uncounted.reason)
		return block_by_lack(blocked, &record->uncounted);
	result->value = record->faults;
	return true;
}

static bool read_capture(const struct expr *expr, const struct scope *scope,
	const struct performed *performed, struct quantity *result, struct blocked *blocked)
{
	const struct value *value = performed_find(performed, expr->name);
	const struct missing *missing;

	if (value && value->word)
		return block(blocked, STATUS_ERROR, SAID(EVAL_WORD));
	if (value) {
		result->value = value->number;
		result->hex = value->hex;
		return true;
	}
	missing = performed_find_missing(performed, expr->name);
	if (!missing)
		return block_unbound(scope, expr->name, blocked);
	memset(blocked, 0, sizeof *blocked);
	blocked->needs = missing->check;
	blocked->lack = missing->lack;
	blocked->status = missing->status == STATUS_FAIL ? STATUS_SKIP : missing->status;
	return false;
}

bool performed_is_refused(const struct performed *performed)
{
	return performed->record->outcome == OUTCOME_REFUSED &&
		!performed->record->trouble.by_program;
}

bool performed_is_sound(const struct performed *performed, struct blocked *blocked)
{
	const struct record *record = performed->record;

	if (record->outcome == OUTCOME_ENDED)
		return true;
	block(blocked, performed_is_refused(performed) ? STATUS_ENV : STATUS_SKIP, NULL);
	blocked->lack = record->trouble;
	blocked->needs = record->failing;
	return false;
}

static bool read_name(const struct expr *expr, const struct scope *scope,
	const struct performed *performed, struct quantity *result, struct blocked *blocked)
{
	const struct fact *fact =
		expr->run ? NULL : evidence_find_fact(scope->evidence, expr->name);

	result->hex = false;
	if (fact) {
		result->value = fact->value;
		return true;
	}
	if (!performed)
		return block_unbound(scope, expr->name, blocked);
	if (!performed_is_sound(performed, blocked))
		return false;
	if (strcmp(expr->name, "faults") == 0)
		return read_faults(performed->record, result, blocked);
	if (strcmp(expr->name, "base") == 0)
		return read_base(scope, performed, result, blocked);
	if (strcmp(expr->name, "band") == 0) {
		result->value = performed->record->band;
		return true;
	}
	return read_capture(expr, scope, performed, result, blocked);
}

/*
 * Whether the result is an address: an address moved by a number is one, the distance of
 * two addresses is a number, and so is a remainder.
 */
static bool binary_is_hex(char op, bool left, bool right)
{
	switch (op) {
	case '+':
	case '&': return left || right;
	case '-': return left && !right;
	default: return false;
	}
}

/* To clang 11 __builtin_mul_overflow() of 128 bits is a call of __muloti4(), which libgcc lacks. */
static bool multiply(number left, number right, number *result)
{
	__extension__ typedef unsigned __int128 magnitude;
	bool negative = (left < 0) != (right < 0);
	magnitude a = left < 0 ? -(magnitude)left : (magnitude)left;
	magnitude b = right < 0 ? -(magnitude)right : (magnitude)right;
	magnitude most = ((magnitude)1 << 127) - !negative;

	if (b != 0 && a > most / b)
		return false;
	*result = (number)(negative ? -(a * b) : a * b);
	return true;
}

static bool compute(char op, number left, number right, number *result)
{
	switch (op) {
	case '+': return !__builtin_add_overflow(left, right, result);
	case '-': return !__builtin_sub_overflow(left, right, result);
	case '*': return multiply(left, right, result);
	case '&': *result = left & right; return true;
	}
	if (right == 0)
		return false;
	if (right == -1) /* the one quotient that can overflow */
		return op == '%' ? (*result = 0, true)
				 : !__builtin_sub_overflow((number)0, left, result);
	*result = op == '/' ? left / right : left % right;
	return true;
}

static bool evaluate_binary(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	struct quantity left;
	struct quantity right;

	if (!evaluate(expr->left, scope, &left, blocked) ||
		!evaluate(expr->right, scope, &right, blocked))
		return false;
	result->hex = binary_is_hex(expr->op, left.hex, right.hex);
	if (compute(expr->op, left.value, right.value, &result->value))
		return true;
	return block(blocked, STATUS_FAIL,
		right.value == 0 ? SAID(EVAL_DIVISION) : SAID(EVAL_OVERFLOW));
}

static bool align(const struct expr *call, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	struct quantity unit;
	number rest;

	if (!evaluate(call->left, scope, result, blocked) ||
		!evaluate(call->left->next, scope, &unit, blocked))
		return false;
	if (unit.value <= 0)
		return block(blocked, STATUS_FAIL, SAID(EVAL_DIVISION));
	rest = result->value % unit.value;
	rest += rest < 0 ? unit.value : 0;
	if (__builtin_sub_overflow(result->value, rest, &result->value))
		return block(blocked, STATUS_FAIL, SAID(EVAL_OVERFLOW));
	if (call->function == FUNCTION_ALIGN_UP && rest &&
		__builtin_add_overflow(result->value, unit.value, &result->value))
		return block(blocked, STATUS_FAIL, SAID(EVAL_OVERFLOW));
	return true;
}

/* What min, max, distinct and same are computed from. */
struct series {
	struct quantity *at;
	int count;
	int room;
};

static void series_add(struct pool *pool, struct series *series, struct quantity quantity)
{
	if (series->count == series->room) {
		struct quantity *more;

		series->room = series->room ? 2 * series->room : 16;
		more = pool_alloc(pool, (size_t)series->room * sizeof *more);
		if (series->count)
			memcpy(more, series->at, (size_t)series->count * sizeof *more);
		series->at = more;
	}
	series->at[series->count++] = quantity;
}

/* A name stands for its values in all repetitions of its run; else one value. */
static bool collect(const struct expr *arg, const struct scope *scope,
	struct series *series, struct blocked *blocked)
{
	const struct performed *first =
		arg->kind == EXPR_NAME ? scope_performed(scope, arg->run) : NULL;
	struct quantity quantity;

	if (!first || first == scope->performed) {
		if (!evaluate(arg, scope, &quantity, blocked))
			return false;
		series_add(scope->evidence->pool, series, quantity);
		return true;
	}
	for (int i = 0; i < scope->evidence->performed_count; i++) {
		const struct performed *performed = &scope->evidence->performed[i];

		if (performed->run != first->run)
			continue;
		if (!read_name(arg, scope, performed, &quantity, blocked))
			return false;
		series_add(scope->evidence->pool, series, quantity);
	}
	return true;
}

static int count_distinct(const struct series *series)
{
	int count = 0;

	for (int i = 0; i < series->count; i++) {
		bool seen = false;

		for (int j = 0; j < i && !seen; j++)
			seen = series->at[j].value == series->at[i].value;
		count += !seen;
	}
	return count;
}

static struct quantity extreme(const struct series *series, bool greatest)
{
	struct quantity best = series->at[0];

	for (int i = 1; i < series->count; i++)
		if ((series->at[i].value > best.value) == greatest)
			best = series->at[i];
	return best;
}

static bool evaluate_call(const struct expr *call, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	struct series series = {0};

	if (call->function == FUNCTION_ALIGN_UP || call->function == FUNCTION_ALIGN_DOWN)
		return align(call, scope, result, blocked);
	for (const struct expr *arg = call->left; arg; arg = arg->next)
		if (!collect(arg, scope, &series, blocked))
			return false;
	if (call->function == FUNCTION_MIN || call->function == FUNCTION_MAX) {
		*result = extreme(&series, call->function == FUNCTION_MAX);
		return true;
	}
	result->hex = false;
	result->value = count_distinct(&series);
	if (call->function == FUNCTION_SAME)
		result->value = result->value == 1;
	return true;
}

static bool evaluate_fact(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct fact *fact = evidence_find_fact(scope->evidence, expr->name);

	if (!fact)
		return block_unbound(scope, expr->name, blocked);
	result->value = fact->value;
	result->hex = false;
	return true;
}

const char *evaluate_values(const struct expr *call, const struct scope *scope)
{
	enum { MOST_TOLD = 4 };
	struct pool *pool = scope->evidence->pool;
	struct series series = {0};
	struct series told = {0};
	struct blocked blocked;
	const char *text = "";

	for (const struct expr *arg = call->left; arg; arg = arg->next)
		if (!collect(arg, scope, &series, &blocked))
			return text;
	for (int i = 0; i < series.count && told.count < MOST_TOLD; i++) {
		int before = told.count;

		series_add(pool, &told, series.at[i]);
		if (count_distinct(&told) == before)
			told.count--;
		else
			text = pool_printf(pool, "%s%s%s", text, *text ? ", " : "",
				number_text(pool, series.at[i].value, series.at[i].hex));
	}
	return text;
}

bool evaluate(const struct expr *expr, const struct scope *scope, struct quantity *result,
	struct blocked *blocked)
{
	switch (expr->kind) {
	case EXPR_NUMBER:
		result->value = expr->value;
		result->hex = expr->hex;
		return true;
	case EXPR_NAME:
		return read_name(
			expr, scope, scope_performed(scope, expr->run), result, blocked);
	case EXPR_FACT: return evaluate_fact(expr, scope, result, blocked);
	case EXPR_BINARY: return evaluate_binary(expr, scope, result, blocked);
	case EXPR_CALL: return evaluate_call(expr, scope, result, blocked);
	case EXPR_READING: return evaluate_reading(expr, scope, result, blocked);
	}
	return block_unbound(scope, expr->name, blocked);
}

bool relation_holds(number left, enum relation relation, number right, number tolerance)
{
	number off; /* of left beyond right; what does not fit is beyond every tolerance */

	if (__builtin_sub_overflow(left, right, &off))
		return relation == RELATION_UNEQUAL ||
			(left < right ? relation == RELATION_LESS ||
						relation == RELATION_LESS_EQUAL
				      : relation == RELATION_GREATER ||
						relation == RELATION_GREATER_EQUAL);
	switch (relation) {
	case RELATION_EQUAL: return off <= tolerance && -tolerance <= off;
	case RELATION_UNEQUAL: return off > tolerance || -tolerance > off;
	case RELATION_LESS: return off < tolerance || off < 0;
	case RELATION_LESS_EQUAL: return off <= tolerance;
	case RELATION_GREATER: return off > -tolerance || off > 0;
	case RELATION_GREATER_EQUAL: return off >= -tolerance;
	case RELATION_NONE: break;
	}
	return false;
}
