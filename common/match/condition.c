/* SPDX-License-Identifier: MIT */
#include "condition.h"

#include "../base/said.h"
#include "explain.h"

void result_block(struct result *result, const struct blocked *blocked)
{
	result->status = blocked->status;
	result->needs = blocked->needs;
	result->lack = blocked->lack;
	if (blocked->status == STATUS_FAIL)
		result->measured = blocked->lack.reason;
}

void result_lack(struct pool *pool, struct result *result, const struct lack *lack)
{
	struct blocked blocked;

	block_by_lack(&blocked, lack);
	result_block(result, &blocked);
	if (result->status == STATUS_FAIL)
		result->expected = said_plain(pool, result->item->source);
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
			result->status = STATUS_FAIL;
			explain_relation(evidence, left, &left_value, right, &value,
				tolerance.value, result);
			return false;
		}
		left = right;
		left_value = value;
	}
	if (left_value.value == 0 && !condition->sides->next) {
		result->status = STATUS_FAIL;
		result->expected = said_plain(evidence->pool, left->source);
		result->measured = SAID(MEASURED_DIFFERENT);
		return false;
	}
	return true;
}
