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

static void tell(
	struct pool *pool, const struct comparison *comparison, struct result *result)
{
	result->comparison = comparison;
	result->should = comparison_expected(pool, comparison);
	result->was = comparison_measured(pool, comparison);
}

/* As the file has it. */
static void deny(struct lab_evidence *evidence, const struct condition *condition,
	const struct comparison *comparison, struct result *result)
{
	result->status = STATUS_FAIL;
	result->rule = condition_text(evidence->pool, condition, comparison->tolerance);
	explain_relation(evidence, comparison, result);
}

/* A side alone that is 0. */
static void deny_single(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, struct result *result)
{
	const struct comparison *comparison =
		comparison_make_single(scope, condition->sides);

	deny(evidence, condition, comparison, result);
	tell(evidence->pool, comparison, result);
}

/* In words, and what is measured stands on the left of the formula, whichever side that is. */
static void tell_sides(struct lab_evidence *evidence, const struct scope *scope,
	const struct side *left, const struct side *right, number tolerance,
	struct result *result)
{
	const struct comparison *comparison =
		comparison_make(scope, left, right, tolerance);
	bool turned = comparison->measured_source == right->source;
	const struct expr *measured = turned ? right->expr : left->expr;
	const struct expr *bound = turned ? left->expr : right->expr;

	tell(evidence->pool, comparison, result);
	result->formula =
		formula_text(scope, measured, comparison->relation, bound, comparison->hex);
	formula_readings(scope, measured, comparison->hex, result);
	formula_readings(scope, bound, comparison->hex, result);
	origins_of_expression(scope, measured, result);
	origins_of_expression(scope, bound, result);
}

static void deny_relation(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, const struct side *first,
	const struct side *second, number tolerance, struct result *result)
{
	struct side left = *first;
	struct side right = *second;

	deny(evidence, condition, comparison_make(scope, first, second, tolerance), result);
	comparison_simplify(scope, &left, &right);
	tell_sides(evidence, scope, &left, &right, tolerance, result);
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
		deny_single(evidence, scope, condition, result);
		return false;
	}
	return true;
}
