/* SPDX-License-Identifier: MIT */
#include "assertion.h"

#include "should.h"

bool assertion_deny(struct assertion *at, const struct said *measured, int line)
{
	struct result *result = at->result;

	result->status = STATUS_FAIL;
	result->expected = said_plain(at->evidence->pool, at->statement->source);
	result->measured = measured;
	result->should = should_in_words(at);
	result->rule = at->statement->source;
	result->line = at->statement->line;
	result->notes = &at->statement->notes;
	result->where = at->scope->pause ? at->scope->pause->file : NULL;
	if (line)
		result->where = pool_printf(
			at->evidence->pool, "%s:%d", at->scope->pause->file, line);
	return false;
}

bool assertion_block(struct assertion *at, const struct blocked *blocked)
{
	if (blocked->status == STATUS_FAIL)
		return assertion_deny(at, blocked->lack.reason, 0);
	at->result->status = blocked->status;
	at->result->needs = blocked->needs;
	at->result->lack = blocked->lack;
	at->result->line = at->statement->line;
	return false;
}
