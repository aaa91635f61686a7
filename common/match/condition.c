/* SPDX-License-Identifier: MIT */
#include "condition.h"

#include "../base/said.h"
#include "comparison.h"
#include "explain.h"
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
			deny(evidence, condition,
				comparison_make(scope, left, &left_value, right, &value,
					tolerance.value),
				result);
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
