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

/* A condition that is being judged, and what is told of it. */
struct judging {
	struct lab_evidence *evidence;
	const struct scope *scope;
	const struct condition *condition;
	number tolerance;
	struct result *result;
};

/* --- a relation that does not hold ---------------------------------------------------- */

static void tell(const struct judging *judging, const struct comparison *comparison)
{
	struct pool *pool = judging->evidence->pool;

	judging->result->comparison = comparison;
	judging->result->should = comparison_expected(pool, comparison);
	judging->result->was = comparison_measured(pool, comparison);
}

/* As the file has it. */
static void deny(const struct judging *judging, const struct comparison *comparison)
{
	judging->result->status = STATUS_FAIL;
	judging->result->rule = condition_text(
		judging->evidence->pool, judging->condition, comparison->tolerance);
	explain_relation(judging->evidence, comparison, judging->result);
}

/* A side alone that is 0. */
static void deny_single(const struct judging *judging)
{
	const struct comparison *comparison =
		comparison_make_single(judging->scope, judging->condition->sides);

	deny(judging, comparison);
	tell(judging, comparison);
}

static void tell_numbers(const struct judging *judging, const struct expr *side,
	const struct comparison *told)
{
	formula_readings(judging->scope, side, told->hex, judging->result);
	origins_of_expression(judging->scope, side, judging->result);
}

/* In words, and what is measured stands on the left of the formula, whichever side that is. */
static void tell_sides(
	const struct judging *judging, const struct side *left, const struct side *right)
{
	const struct comparison *comparison =
		comparison_make(judging->scope, left, right, judging->tolerance);
	bool turned = comparison->measured_source == right->source;
	const struct expr *measured = turned ? right->expr : left->expr;
	const struct expr *bound = turned ? left->expr : right->expr;

	tell(judging, comparison);
	judging->result->formula = formula_text(
		judging->scope, measured, comparison->relation, bound, comparison->hex);
	tell_numbers(judging, measured, comparison);
	tell_numbers(judging, bound, comparison);
}

static void deny_relation(
	const struct judging *judging, const struct side *first, const struct side *second)
{
	struct side left = *first;
	struct side right = *second;

	deny(judging, comparison_make(judging->scope, first, second, judging->tolerance));
	comparison_simplify(judging->scope, &left, &right);
	tell_sides(judging, &left, &right);
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
static void deny_between(
	const struct judging *judging, const struct side *left, const struct side *right)
{
	const struct scope *scope = judging->scope;
	const struct side *bound = common_bound(scope, judging->condition);
	struct quantity value;
	struct quantity limit;
	struct blocked blocked;

	if (bound && bound != right && evaluate(left->expr, scope, &value, &blocked) &&
		evaluate(bound->expr, scope, &limit, &blocked)) {
		if (relation_holds(
			    value.value, RELATION_EQUAL, limit.value, judging->tolerance))
			left = right;
		right = bound;
	}
	deny_relation(judging, left, right);
}

/* --- does it hold? -------------------------------------------------------------------- */

static bool has_value(
	const struct judging *judging, const struct expr *expr, struct quantity *value)
{
	struct blocked blocked;

	if (evaluate(expr, judging->scope, value, &blocked))
		return true;
	result_block(judging->result, &blocked);
	return false;
}

static bool read_tolerance(struct judging *judging)
{
	struct quantity tolerance = {0};

	if (judging->condition->tolerance &&
		!has_value(judging, judging->condition->tolerance, &tolerance))
		return false;
	judging->tolerance = tolerance.value;
	if (judging->tolerance >= 0)
		return true;
	judging->result->status = STATUS_ERROR;
	judging->result->lack.reason = SAID(EVAL_TOLERANCE);
	return false;
}

bool condition_holds(struct lab_evidence *evidence, const struct scope *scope,
	const struct condition *condition, struct result *result)
{
	struct judging judging = {evidence, scope, condition, 0, result};
	const struct side *left = condition->sides;
	struct quantity value;
	struct quantity next;

	if (!has_value(&judging, left->expr, &value) || !read_tolerance(&judging))
		return false;
	for (const struct side *right = left->next; right; right = right->next) {
		if (!has_value(&judging, right->expr, &next))
			return false;
		if (!relation_holds(
			    value.value, right->relation, next.value, judging.tolerance)) {
			deny_between(&judging, left, right);
			return false;
		}
		left = right;
		value = next;
	}
	if (value.value != 0 || condition->sides->next)
		return true;
	deny_single(&judging);
	return false;
}
