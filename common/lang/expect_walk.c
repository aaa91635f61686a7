/* SPDX-License-Identifier: MIT */
#include "expect_walk.h"

/* --- the walk --------------------------------------------------------------------------- */

static int visit_notes(const struct item *item, const struct notes *notes, int line,
	const struct expect_visitor *visitor, void *context)
{
	return visitor->notes ? visitor->notes(item, notes, line, context) : 0;
}

static int walk_patterns(
	const struct item *item, const struct expect_visitor *visitor, void *context)
{
	for (const struct pattern *at = item->patterns; at; at = at->next) {
		if (visitor->pattern && visitor->pattern(item, at, context) != 0)
			return -1;
		if (visit_notes(item, &at->notes, at->line, visitor, context) != 0)
			return -1;
	}
	return 0;
}

static int walk_statements(
	const struct item *item, const struct expect_visitor *visitor, void *context)
{
	for (const struct statement *at = item->statements; at; at = at->next) {
		if (visitor->statement && visitor->statement(item, at, context) != 0)
			return -1;
		if (visit_notes(item, &at->notes, at->line, visitor, context) != 0)
			return -1;
	}
	return 0;
}

/* Walks through an item's own lines, and not through its branches. */
static int walk_lines(
	const struct item *item, const struct expect_visitor *visitor, void *context)
{
	if (walk_patterns(item, visitor, context) != 0 ||
		walk_statements(item, visitor, context) != 0)
		return -1;
	return visit_notes(item, &item->notes, item->line, visitor, context);
}

static int walk_branch(const struct item *item, const struct branch *branch,
	const struct expect_visitor *visitor, void *context)
{
	if (visitor->branch && visitor->branch(item, branch, context) != 0)
		return -1;
	if (expect_walk(branch->items, visitor, context) != 0)
		return -1;
	return visitor->branch_end ? visitor->branch_end(item, branch, context) : 0;
}

int expect_walk_item(
	const struct item *item, const struct expect_visitor *visitor, void *context)
{
	if (visitor->item && visitor->item(item, context) != 0)
		return -1;
	if (walk_lines(item, visitor, context) != 0)
		return -1;
	for (const struct branch *at = item->branches; at; at = at->next)
		if (walk_branch(item, at, visitor, context) != 0)
			return -1;
	return visitor->item_end ? visitor->item_end(item, context) : 0;
}

int expect_walk(
	const struct item *items, const struct expect_visitor *visitor, void *context)
{
	for (const struct item *item = items; item; item = item->next)
		if (expect_walk_item(item, visitor, context) != 0)
			return -1;
	return 0;
}

/* --- the expressions of an item --------------------------------------------------------- */

struct parts {
	expr_visitor *visit;
	void *context;
};

static int pieces_parts(const struct piece *piece, const struct parts *parts)
{
	for (; piece; piece = piece->next)
		if (piece->expr &&
			expr_parts(piece->expr, false, parts->visit, parts->context) != 0)
			return -1;
	return 0;
}

static int pattern_parts(
	const struct item *item, const struct pattern *pattern, void *context)
{
	const struct parts *parts = context;

	(void)item;
	if (pattern->times &&
		expr_parts(pattern->times, false, parts->visit, parts->context) != 0)
		return -1;
	return pieces_parts(pattern->pieces, parts);
}

static int parts_of_statement(
	const struct item *item, const struct statement *statement, void *context)
{
	const struct parts *parts = context;

	(void)item;
	return statement_parts(statement, parts->visit, parts->context);
}

int item_parts(const struct item *item, expr_visitor *visit, void *context)
{
	static const struct expect_visitor visitor = {
		.pattern = pattern_parts, .statement = parts_of_statement};
	struct parts parts = {.visit = visit, .context = context};

	if (item->condition && condition_parts(item->condition, visit, context) != 0)
		return -1;
	return walk_lines(item, &visitor, &parts);
}

static int option_parts(const struct ask_option *option, expr_visitor *visit, void *context)
{
	return option->condition ? condition_parts(option->condition, visit, context)
				 : expr_parts(option->expr, false, visit, context);
}

int ask_parts(const struct ask *ask, expr_visitor *visit, void *context)
{
	const struct parts parts = {.visit = visit, .context = context};

	if (ask->answer && expr_parts(ask->answer, false, visit, context) != 0)
		return -1;
	if (ask->tolerance && expr_parts(ask->tolerance, false, visit, context) != 0)
		return -1;
	for (const struct ask_option *at = ask->options; at; at = at->next)
		if (option_parts(at, visit, context) != 0)
			return -1;
	for (int i = 0; i < LANGUAGES; i++)
		if (ask->reason[i] && pieces_parts(ask->reason[i]->pieces, &parts) != 0)
			return -1;
	return 0;
}

/* --- the names that an item captures ---------------------------------------------------- */

struct captures {
	capture_visitor *visit;
	void *context;
};

static int pattern_captures(
	const struct item *item, const struct pattern *pattern, void *context)
{
	const struct captures *captures = context;

	(void)item;
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next)
		if (piece->name && captures->visit(piece, captures->context) != 0)
			return -1;
	return 0;
}

int item_captures(const struct item *item, capture_visitor *visit, void *context)
{
	static const struct expect_visitor visitor = {.pattern = pattern_captures};
	struct captures captures = {.visit = visit, .context = context};

	return walk_lines(item, &visitor, &captures);
}

/* --- what no branch is without ---------------------------------------------------------- */

static bool all_branches_have(
	const struct item *item, item_test *holds, const void *context)
{
	const struct branch *last = NULL;

	for (const struct branch *at = item->branches; at; at = at->next) {
		if (!expect_always_has(at->items, holds, context))
			return false;
		last = at;
	}
	return last && (item->kind == ITEM_EITHER || !last->condition);
}

bool expect_always_has(const struct item *items, item_test *holds, const void *context)
{
	for (const struct item *item = items; item; item = item->next)
		if (holds(item, context) || all_branches_have(item, holds, context))
			return true;
	return false;
}
