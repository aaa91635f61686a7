/* SPDX-License-Identifier: MIT */
#include "statements.h"

#include "../base/said.h"
#include "assertion_map.h"
#include "condition.h"
#include "measure.h"
#include "origins.h"
#include "reading.h"

/* Statements, one after the other: about the memory map, about a file, about numbers. */

static bool part_holds(struct assertion *at)
{
	const struct expr *part = at->statement->part;
	bool wanted = at->statement->kind == STATEMENT_PRESENT;
	struct blocked blocked;
	const struct elf_image *image = scope_image(at->scope, &blocked);

	if (!image)
		return assertion_block(at, &blocked);
	if (reading_is_present(part, image) == wanted)
		return true;
	return assertion_deny(at,
		wanted ? SAY(at->evidence->pool, ELF_ABSENT, part->name)
		       : SAY(at->evidence->pool, ELF_PRESENT, part->name),
		0);
}

static bool numbers_hold(struct assertion *at)
{
	struct result *result = at->result;

	measure_condition(at->scope, at->statement->condition, result);
	if (condition_holds(at->evidence, at->scope, at->statement->condition, result))
		return true;
	result->line = at->statement->line;
	result->notes = &at->statement->notes;
	if (result->status != STATUS_FAIL)
		return false;
	if (!result->expected)
		result->expected = said_plain(at->evidence->pool, at->statement->source);
	if (!result->rule)
		result->rule = at->statement->source;
	for (const struct side *side = at->statement->condition->sides; side;
		side = side->next)
		origins_of_expression(at->scope, side->expr, result);
	result->where = at->scope->pause ? at->scope->pause->file : NULL;
	return false;
}

/* Whose word the address is: it may be wrong, and the map is not. */
static void note_origins(struct assertion *at, const struct range *range)
{
	if (range->start)
		origins_of_expression(at->scope, range->start, at->result);
	if (range->end)
		origins_of_expression(at->scope, range->end, at->result);
}

static bool map_fits(struct assertion *at)
{
	if (assertion_on_map(at))
		return true;
	if (at->result->status == STATUS_FAIL)
		note_origins(at, &at->statement->range);
	return false;
}

static bool holds(struct assertion *at)
{
	if (at->statement->kind == STATEMENT_CONDITION)
		return numbers_hold(at);
	return at->statement->part ? part_holds(at) : map_fits(at);
}

/* What cannot be shown here does not hide what is wrong in the lines after it. */
void statements_hold(struct lab_evidence *evidence, const struct scope *scope,
	const struct statement *statements, struct result *result)
{
	const struct result blank = *result;
	struct result hidden = blank;

	for (const struct statement *at = statements; at; at = at->next) {
		struct assertion assertion = {.evidence = evidence,
			.scope = scope,
			.statement = at,
			.result = result};

		if (holds(&assertion))
			continue;
		if (result->status != STATUS_ENV)
			return;
		if (hidden.status == STATUS_OK)
			hidden = *result;
		*result = blank;
	}
	if (hidden.status == STATUS_ENV)
		*result = hidden;
}
