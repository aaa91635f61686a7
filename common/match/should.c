/* SPDX-License-Identifier: MIT */
#include "should.h"

#include "../base/said.h"

/* An address, or a range of them. */
static const char *range_words(const struct assertion *at, const struct range *range)
{
	struct pool *pool = at->evidence->pool;
	struct quantity start;
	struct quantity end;
	struct blocked blocked;

	if (range->name)
		return range->name;
	if (!range->start || !evaluate(range->start, at->scope, &start, &blocked))
		return "...";
	if (!range->end)
		return number_text(pool, start.value, true);
	return pool_printf(pool, "%s..%s", number_text(pool, start.value, true),
		evaluate(range->end, at->scope, &end, &blocked)
			? number_text(pool, end.value, true)
			: "");
}

static const struct said *say_mapped(const struct assertion *at, const char *range)
{
	const struct statement *statement = at->statement;
	struct pool *pool = at->evidence->pool;
	const char *perms = statement->perms;

	switch (statement->backing) {
	case BACKING_ANY:
	case BACKING_FILE: return SAY(pool, SHOULD_MAP, range, perms);
	case BACKING_ANONYMOUS:
		return said_both(
			pool, SAY(pool, SHOULD_MAP, range, perms), SAID(MAP_ANONYMOUS));
	case BACKING_PROGRAM:
		return SAY(pool, SHOULD_MAP_OF, range, perms,
			at->scope->performed->run->build->name);
	case BACKING_FILE_NAME:
	case BACKING_NAME: break;
	}
	return SAY(pool, SHOULD_MAP_OF, range, perms, statement->backing_name);
}

static const char *byte_words(const struct assertion *at)
{
	struct quantity byte;
	struct blocked blocked;

	return evaluate(at->statement->byte, at->scope, &byte, &blocked)
		? number_text(at->evidence->pool, byte.value, true)
		: "...";
}

const struct said *should_in_words(const struct assertion *at)
{
	const struct statement *statement = at->statement;
	struct pool *pool = at->evidence->pool;
	const char *range = range_words(at, &statement->range);

	switch (statement->kind) {
	case STATEMENT_MAPPED: return say_mapped(at, range);
	case STATEMENT_UNMAPPED: return SAY(pool, SHOULD_MAP_NOTHING, range);
	case STATEMENT_NEW: return SAY(pool, SHOULD_BE_NEW, range, statement->since);
	case STATEMENT_GONE: return SAY(pool, SHOULD_BE_GONE, range, statement->since);
	case STATEMENT_UNCHANGED:
		return SAY(pool, SHOULD_BE_UNCHANGED, range, statement->since);
	case STATEMENT_INSIDE:
		return SAY(pool, SHOULD_BE_INSIDE, range_words(at, &statement->low));
	case STATEMENT_BETWEEN:
		return SAY(pool, SHOULD_BE_BETWEEN, range_words(at, &statement->low),
			range_words(at, &statement->high));
	case STATEMENT_HAS_FLAG: return SAY(pool, SHOULD_HAVE_FLAG, range, statement->flag);
	case STATEMENT_LACKS_FLAG:
		return SAY(pool, SHOULD_LACK_FLAG, range, statement->flag);
	case STATEMENT_HOLDS: return SAY(pool, SHOULD_HOLD, range, byte_words(at));
	case STATEMENT_LACKS: return SAY(pool, SHOULD_LACK_BYTE, range, byte_words(at));
	case STATEMENT_ABSENT:
		return statement->part ? SAY(pool, SHOULD_LACK_PART, statement->part->name)
				       : SAY(pool, SHOULD_BE_ABSENT, range);
	case STATEMENT_PRESENT: return SAY(pool, SHOULD_HAVE_PART, statement->part->name);
	case STATEMENT_CONDITION: break;
	}
	return NULL;
}

const struct said *should_be_there(const struct said *reason)
{
	enum message message = reason ? reason->message : MESSAGE_NONE;

	switch (message) {
	case MESSAGE_MAP_NOTHING:
	case MESSAGE_MAP_NO_NAME: return SAID(SHOULD_BE_MAPPED);
	case MESSAGE_EVAL_DIVISION:
	case MESSAGE_EVAL_OVERFLOW: return SAID(SHOULD_BE_COMPUTED);
	default: return SAID(SHOULD_BE_READABLE);
	}
}
