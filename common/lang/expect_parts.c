/* SPDX-License-Identifier: MIT */
#include "expect.h"

static int pattern_parts(const struct pattern *pattern, expr_visitor *visit, void *context)
{
	if (pattern->times && expr_parts(pattern->times, false, visit, context) != 0)
		return -1;
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next)
		if (piece->expr && expr_parts(piece->expr, false, visit, context) != 0)
			return -1;
	return 0;
}

int item_parts(const struct item *item, expr_visitor *visit, void *context)
{
	if (item->condition && condition_parts(item->condition, visit, context) != 0)
		return -1;
	for (const struct pattern *at = item->patterns; at; at = at->next)
		if (pattern_parts(at, visit, context) != 0)
			return -1;
	for (const struct statement *at = item->statements; at; at = at->next)
		if (statement_parts(at, visit, context) != 0)
			return -1;
	return 0;
}
