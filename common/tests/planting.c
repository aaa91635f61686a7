/* SPDX-License-Identifier: MIT */
#include "planting.h"

#include <string.h>

/* What the changed thing was before. */
static struct {
	struct item item;
	struct pattern pattern;
	struct statement statement;
	struct side *side;
	struct expr *expr;
} old;

/* --- numbers -------------------------------------------------------------------------- */

static struct expr *moved(struct pool *pool, struct expr *expr, number by)
{
	struct expr *added = pool_alloc(pool, sizeof *added);
	struct expr *sum = pool_alloc(pool, sizeof *sum);

	*added = (struct expr){.kind = EXPR_NUMBER, .value = by};
	*sum = (struct expr){.kind = EXPR_BINARY, .op = '+', .left = expr, .right = added};
	return sum;
}

/* same(…) of one more value that no other has. */
static bool plant_series(struct pool *pool, struct side *side)
{
	struct expr *other = pool_alloc(pool, sizeof *other);
	struct expr *call = pool_alloc(pool, sizeof *call);

	if (side->expr->kind != EXPR_CALL || side->expr->function != FUNCTION_SAME)
		return false;
	*other = (struct expr){
		.kind = EXPR_NUMBER, .value = -12345, .next = side->expr->left};
	*call = *side->expr;
	call->left = other;
	side->expr = call;
	return true;
}

static bool plant_condition(struct pool *pool, struct condition *condition)
{
	const number far = (number)1 << 50;
	struct side *before = condition->sides;
	struct side *last;

	while (before->next && before->next->next)
		before = before->next;
	last = before->next ? before->next : before;
	old.side = last;
	old.expr = last->expr;
	switch (last->relation) {
	case RELATION_NONE: return plant_series(pool, last);
	case RELATION_EQUAL: last->expr = moved(pool, last->expr, 1 << 20); break;
	case RELATION_UNEQUAL: last->expr = before->expr; break;
	case RELATION_LESS:
	case RELATION_LESS_EQUAL: last->expr = moved(pool, before->expr, -far); break;
	case RELATION_GREATER:
	case RELATION_GREATER_EQUAL: last->expr = moved(pool, before->expr, far); break;
	}
	return true;
}

/* --- patterns ------------------------------------------------------------------------- */

static struct piece *piece(struct pool *pool, enum piece_kind kind, const char *text)
{
	struct piece *made = pool_alloc(pool, sizeof *made);

	*made = (struct piece){.kind = kind, .text = text, .length = strlen(text)};
	return made;
}

/* The line goes on with what nobody prints. */
static void plant_line(struct pool *pool, struct pattern *pattern)
{
	struct piece *first = NULL;
	struct piece **last = &first;

	for (const struct piece *at = pattern->pieces; at; at = at->next) {
		*last = pool_alloc(pool, sizeof **last);
		**last = *at;
		last = &(*last)->next;
	}
	*last = piece(pool, PIECE_TEXT, "~");
	pattern->pieces = first;
}

/* Any line that has an e in it. */
static void plant_any(struct pool *pool, struct pattern *pattern)
{
	pattern->pieces = piece(pool, PIECE_ANY, "...");
	pattern->pieces->next = piece(pool, PIECE_TEXT, "e");
	pattern->pieces->next->next = piece(pool, PIECE_ANY, "...");
}

static bool plant_pattern(struct pool *pool, struct pattern *pattern)
{
	old.pattern = *pattern;
	switch (pattern->kind) {
	case PATTERN_LINE:
	case PATTERN_ONLY: plant_line(pool, pattern); return true;
	case PATTERN_FORBID: plant_any(pool, pattern); return true;
	case PATTERN_TIMES: pattern->times = moved(pool, pattern->times, 1); return true;
	case PATTERN_SKIP: break;
	}
	return false;
}

/* --- statements ----------------------------------------------------------------------- */

static bool plant_statement(struct pool *pool, struct statement *statement)
{
	static const enum statement_kind opposite[] = {
		[STATEMENT_NEW] = STATEMENT_GONE,
		[STATEMENT_GONE] = STATEMENT_NEW,
		[STATEMENT_UNCHANGED] = STATEMENT_GONE,
		[STATEMENT_ABSENT] = STATEMENT_PRESENT,
		[STATEMENT_PRESENT] = STATEMENT_ABSENT,
		[STATEMENT_HAS_FLAG] = STATEMENT_LACKS_FLAG,
		[STATEMENT_LACKS_FLAG] = STATEMENT_HAS_FLAG,
		[STATEMENT_LACKS] = STATEMENT_HOLDS,
	};

	old.statement = *statement;
	switch (statement->kind) {
	case STATEMENT_CONDITION: return plant_condition(pool, statement->condition);
	case STATEMENT_MAPPED: statement->perms = "--xs"; return true;
	case STATEMENT_UNMAPPED:
		statement->range = (struct range){.name = "[stack]", .source = "[stack]"};
		return true;
	case STATEMENT_INSIDE:
		statement->low = (struct range){.name = "[vdso]", .source = "[vdso]"};
		return true;
	case STATEMENT_BETWEEN:
		statement->low = old.statement.high;
		statement->high = old.statement.low;
		return true;
	case STATEMENT_HOLDS:
		statement->byte = moved(pool, statement->byte, 1);
		return true;
	case STATEMENT_ABSENT:
		if (!statement->part) {
			statement->range =
				(struct range){.name = "[stack]", .source = "[stack]"};
			return true;
		}
		break;
	default: break;
	}
	statement->kind = opposite[statement->kind];
	return true;
}

/* --- items ---------------------------------------------------------------------------- */

static bool plant_item(struct pool *pool, struct item *item)
{
	old.item = *item;
	switch (item->kind) {
	case ITEM_CHECK: return plant_condition(pool, item->condition);
	case ITEM_PAUSES: item->pauses++; return true;
	case ITEM_EXIT:
		if (item->signal)
			item->signal = "SIGUSR1";
		else
			item->status++;
		return true;
	case ITEM_MATCH: /* silence is wanted; a line is */
		if (item->patterns)
			return false;
		item->patterns = pool_alloc(pool, sizeof *item->patterns);
		*item->patterns = (struct pattern){.kind = PATTERN_LINE,
			.pieces = piece(pool, PIECE_TEXT, "~"),
			.source = "~",
			.line = item->line};
		return true;
	default: return false;
	}
}

bool plant(struct pool *pool, struct planted *planted)
{
	old.side = NULL;
	if (planted->pattern)
		return plant_pattern(pool, planted->pattern);
	if (planted->statement)
		return plant_statement(pool, planted->statement);
	return plant_item(pool, planted->item);
}

void unplant(struct planted *planted)
{
	if (old.side)
		old.side->expr = old.expr;
	else if (planted->pattern)
		*planted->pattern = old.pattern;
	else if (planted->statement)
		*planted->statement = old.statement;
	else
		*planted->item = old.item;
}
