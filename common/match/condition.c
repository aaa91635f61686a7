/* SPDX-License-Identifier: MIT */
#include "condition.h"

#include "../base/said.h"
#include "comparison.h"
#include "explain.h"
#include "formula.h"
#include "origins.h"
#include "should.h"

void result_block(struct result *result, const struct blocked *blocked)
{
	result->status = blocked->status;
	result->needs = blocked->needs;
	result->lack = blocked->lack;
	if (blocked->status != STATUS_FAIL)
		return;
	result->measured = blocked->lack.reason;
	result->should = should_be_there(blocked->lack.reason);
}

void result_lack(struct pool *pool, struct result *result, const struct lack *lack)
{
	struct blocked blocked;

	block_by_lack(&blocked, lack);
	result_block(result, &blocked);
	if (result->status == STATUS_FAIL)
		result->expected = said_plain(pool, result->item->source);
}

static void deny(struct lab_evidence *evidence, const struct condition *condition,
	const struct comparison *comparison, struct result *result)
{
	struct pool *pool = evidence->pool;

	result->status = STATUS_FAIL;
	result->comparison = comparison;
	result->should = comparison_expected(pool, comparison);
	result->was = comparison_measured(pool, comparison);
	result->rule = condition_text(pool, condition, comparison->tolerance);
	explain_relation(evidence, comparison, result);
}

/* `$a - 10 == 0` is told as `$a == 10`: the difference is no number that anybody knows. */
static bool moves_constant(struct pool *pool, struct side *from, struct side *to)
{
	const struct expr *sum = from->expr;
	struct expr *moved;

	if (to->expr->kind != EXPR_NUMBER || sum->kind != EXPR_BINARY ||
		(sum->op != '-' && sum->op != '+') || sum->right->kind != EXPR_NUMBER)
		return false;
	moved = pool_alloc(pool, sizeof *moved);
	*moved = *to->expr;
	moved->value += sum->op == '-' ? sum->right->value : -sum->right->value;
	from->expr = sum->left;
	to->expr = moved;
	return true;
}

/* What is measured stands on the left of the formula, whichever side of the file that is. */
static void deny_relation(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, const struct side *first,
	const struct side *second, number tolerance, struct result *result)
{
	struct side left = *first;
	struct side right = *second;
	const struct comparison *comparison;
	bool turned;
	const struct expr *measured;
	const struct expr *bound;

	while (moves_constant(evidence->pool, &left, &right) ||
		moves_constant(evidence->pool, &right, &left))
		continue;
	comparison = comparison_make(scope, &left, &right, tolerance);
	turned = comparison->measured_source == right.source;
	measured = turned ? right.expr : left.expr;
	bound = turned ? left.expr : right.expr;

	deny(evidence, condition, comparison, result);
	result->formula =
		formula_text(scope, measured, comparison->relation, bound, comparison->hex);
	formula_readings(scope, measured, comparison->hex, result);
	formula_readings(scope, bound, comparison->hex, result);
	origins_of_expression(scope, measured, result);
	origins_of_expression(scope, bound, result);
}

/*
 * In `$a == $b == 2` it is the constant that all others are held to: the last side, where none but
 * it is one and all should be equal; else NULL.
 */
static const struct side *common_bound(
	const struct scope *scope, const struct condition *condition)
{
	const struct side *last = condition->sides;

	while (last->next) {
		if (last->next->relation != RELATION_EQUAL || side_is_constant(scope, last))
			return NULL;
		last = last->next;
	}
	return side_is_constant(scope, last) ? last : NULL;
}

/* What is told of a relation that does not hold: the two sides that show it best. */
static void deny_between(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, const struct side *left,
	const struct side *right, number tolerance, struct result *result)
{
	const struct side *bound = common_bound(scope, condition);
	struct quantity value;
	struct quantity limit;
	struct blocked blocked;

	if (bound && bound != right && evaluate(left->expr, scope, &value, &blocked) &&
		evaluate(bound->expr, scope, &limit, &blocked)) {
		if (relation_holds(value.value, RELATION_EQUAL, limit.value, tolerance))
			left = right;
		right = bound;
	}
	deny_relation(evidence, scope, condition, left, right, tolerance, result);
}

bool condition_holds(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, struct result *result)
{
	const struct side *left = condition->sides;
	struct quantity left_value;
	struct quantity tolerance = {0};
	struct blocked blocked;

	if (!evaluate(left->expr, scope, &left_value, &blocked) ||
		(condition->tolerance &&
			!evaluate(condition->tolerance, scope, &tolerance, &blocked))) {
		result_block(result, &blocked);
		return false;
	}
	if (tolerance.value < 0) {
		result->status = STATUS_ERROR;
		result->lack.reason = SAID(EVAL_TOLERANCE);
		return false;
	}
	for (const struct side *right = left->next; right; right = right->next) {
		struct quantity value;

		if (!evaluate(right->expr, scope, &value, &blocked)) {
			result_block(result, &blocked);
			return false;
		}
		if (!relation_holds(left_value.value, right->relation, value.value,
			    tolerance.value)) {
			deny_between(evidence, scope, condition, left, right,
				tolerance.value, result);
			return false;
		}
		left = right;
		left_value = value;
	}
	if (left_value.value == 0 && !condition->sides->next) {
		deny(evidence, condition, comparison_make_single(scope, left), result);
		return false;
	}
	return true;
}
