/* SPDX-License-Identifier: MIT */
#include "condition.h"

#include <string.h>

#include "../base/text.h"
#include "expr_reader.h"
#include "messages.h"

static const char *const relations[] = {
	[RELATION_EQUAL] = "==",
	[RELATION_UNEQUAL] = "!=",
	[RELATION_LESS] = "<",
	[RELATION_LESS_EQUAL] = "<=",
	[RELATION_GREATER] = ">",
	[RELATION_GREATER_EQUAL] = ">=",
};

static enum relation read_relation(struct expr_reader *reader)
{
	static const enum relation order[] = {RELATION_EQUAL, RELATION_UNEQUAL,
		RELATION_LESS_EQUAL, RELATION_GREATER_EQUAL, RELATION_LESS,
		RELATION_GREATER};

	expr_skip_blanks(reader);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (text_starts(reader->at, relations[order[i]])) {
			reader->at += strlen(relations[order[i]]);
			return order[i];
		}
	}
	return RELATION_NONE;
}

static struct side *read_side(struct expr_reader *reader, enum relation relation)
{
	struct side *side = pool_alloc(reader->pool, sizeof *side);
	const char *start;
	size_t length;

	expr_skip_blanks(reader);
	start = reader->at;
	side->relation = relation;
	side->expr = expr_sum(reader);
	if (!side->expr)
		return NULL;
	length = (size_t)(reader->at - start);
	while (length > 0 && start[length - 1] == ' ')
		length--;
	side->source = pool_copy(reader->pool, start, length);
	return side;
}

/* Alone, without a relation, only same(…) says something that is true or false. */
static bool is_truth(const struct condition *condition)
{
	const struct expr *expr = condition->sides->expr;

	return condition->sides->next ||
		(expr->kind == EXPR_CALL && expr->function == FUNCTION_SAME);
}

struct condition *condition_parse(struct pool *pool, const char *text, struct err *err)
{
	struct expr_reader reader = {.pool = pool, .at = text, .err = err};
	struct condition *condition = pool_alloc(pool, sizeof *condition);
	struct side **last = &condition->sides;
	enum relation relation = RELATION_NONE;

	do {
		*last = read_side(&reader, relation);
		if (!*last)
			return NULL;
		last = &(*last)->next;
		relation = read_relation(&reader);
	} while (relation != RELATION_NONE);
	if (condition->sides->next && text_starts(reader.at, "+-")) {
		reader.at += 2;
		condition->tolerance = expr_sum(&reader);
		if (!condition->tolerance)
			return NULL;
		expr_skip_blanks(&reader);
	}
	if (*reader.at || !is_truth(condition)) {
		expr_refuse(&reader, M_EXPECTED_RELATION);
		return NULL;
	}
	return condition;
}

const char *relation_text(enum relation relation)
{
	return relations[relation];
}

int condition_parts(const struct condition *condition, expr_visitor *visit, void *context)
{
	for (const struct side *side = condition->sides; side; side = side->next)
		if (expr_parts(side->expr, false, visit, context) != 0)
			return -1;
	return condition->tolerance
		? expr_parts(condition->tolerance, false, visit, context)
		: 0;
}
