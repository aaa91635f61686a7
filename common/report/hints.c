/* SPDX-License-Identifier: MIT */
#include "hints.h"

#include "../base/text.h"
#include "../match/comparison.h"
#include "messages.h"
#include "number_facts.h"
#include "output_around.h"
#include "own_lines.h"

/* --- hints ---------------------------------------------------------------------------- */

static struct hints hints_in(const struct notes *notes)
{
	struct hints hints = {0};

	while (notes && hints.count < HINTS && note_text(notes->hint[hints.count])) {
		hints.at[hints.count] = note_text(notes->hint[hints.count]);
		hints.count++;
	}
	return hints;
}

static const char *of_channel(enum channel channel)
{
	switch (channel) {
	case CHANNEL_STDOUT:
	case CHANNEL_STDERR: return M_HINT_OUTPUT;
	case CHANNEL_SYSCALLS: return M_HINT_CALLS;
	case CHANNEL_FAULTS: return M_HINT_FAULTS;
	default: return M_HINT_TOOL;
	}
}

/* Do the notes belong to a line that compares numbers? */
static bool is_of_numbers(const struct item *item, const struct notes *notes)
{
	for (const struct statement *at = item->statements; at; at = at->next)
		if (&at->notes == notes)
			return at->kind == STATEMENT_CONDITION;
	return false;
}

/* What helps with any line of that kind. */
static const char *of_kind(const struct item *item, const struct notes *notes)
{
	if (!item)
		return M_HINT_RUN;
	if (is_of_numbers(item, notes))
		return M_HINT_RELATION;
	switch (item->kind) {
	case ITEM_MATCH: return of_channel(item->channel);
	case ITEM_PAUSE: return M_HINT_PAUSE;
	case ITEM_PAUSES: return M_HINT_PAUSES;
	case ITEM_ELF: return M_HINT_ELF;
	case ITEM_EXIT: return M_HINT_EXIT;
	default: return M_HINT_RELATION;
	}
}

struct hints hints_on(struct pool *pool, const struct notes *notes, const struct item *item,
	const struct mistake *mistake, const char *own)
{
	const char *right = mistake && own ? own_lines(pool, own, mistake) : NULL;
	struct hints hints = hints_in(mistake ? &mistake->notes : NULL);

	if (hints.count == 0)
		hints = hints_in(notes);
	if (hints.count == 0)
		hints = (struct hints){
			.at = {of_kind(item, notes)}, .count = 1, .is_general = true};
	if (right)
		hints.at[hints.count++] = right;
	return hints;
}

/* --- what a failure means ------------------------------------------------------------- */

static const char *of_comparison(
	struct pool *pool, const struct comparison *comparison, number page)
{
	const char *facts = number_facts(pool, comparison, page);

	switch (comparison->against) {
	case AGAINST_KERNEL:
		return facts ? pool_printf(pool, M_BOTH_SENTENCES, M_MEANING_KERNEL, facts)
			     : M_MEANING_KERNEL;
	case AGAINST_FILE:
		return facts ? pool_printf(pool, M_BOTH_SENTENCES, M_MEANING_FILE, facts)
			     : M_MEANING_FILE;
	case AGAINST_MEMORY:
	case AGAINST_NOTHING: break;
	}
	if (facts)
		return facts;
	return comparison->relation == RELATION_UNEQUAL ? M_MEANING_SAME
							: M_MEANING_DIFFERS;
}

static enum message said_of(const struct said *said)
{
	return said ? said->message : MESSAGE_NONE;
}

static const char *of_output(const struct face *face, const struct result *failed)
{
	const char *meaning =
		report_said(face, output_around_meaning(face->pool, failed->output));

	switch (said_of(failed->measured)) {
	case MESSAGE_OUTPUT_ENDS_BY_SIGNAL: return M_MEANING_OUTPUT_KILLED;
	case MESSAGE_OUTPUT_ENDS_BY_EXIT:
		return failed->item->channel == CHANNEL_STDERR ? M_MEANING_ERRORS_END
							       : M_MEANING_OUTPUT_ENDS;
	default: break;
	}
	if (said_of(failed->expected) != MESSAGE_EXPECTED_END)
		return meaning ? meaning : M_MEANING_OUTPUT;
	if (failed->item->channel != CHANNEL_STDERR)
		return M_MEANING_OUTPUT_EXTRA;
	return run_preloads(failed->item->runs->run) ? M_MEANING_LIBRARY : M_MEANING_ERRORS;
}

static const char *of_calls(const struct result *failed)
{
	if (said_of(failed->measured) == MESSAGE_MEASURED_TIMES)
		return M_MEANING_CALL_COUNT;
	switch (said_of(failed->expected)) {
	case MESSAGE_EXPECTED_NOT:
	case MESSAGE_EXPECTED_ONLY: return M_MEANING_CALL_FORBIDDEN;
	default: break;
	}
	if (failed->expected && text_starts(failed->expected->text[ENGLISH], "--- "))
		return M_MEANING_SIGNAL_MISSING;
	if (failed->expected && text_starts(failed->expected->text[ENGLISH], "+++ "))
		return M_MEANING_END_MISSING;
	switch (said_of(failed->was)) {
	case MESSAGE_WAS_ELSEWHERE: return M_MEANING_CALL_ELSEWHERE;
	case MESSAGE_WAS_ANOTHER: return M_MEANING_CALL_ANOTHER;
	default: return M_MEANING_CALL_MISSING;
	}
}

static const char *of_section(const struct face *face, const struct result *failed)
{
	switch (failed->item->channel) {
	case CHANNEL_STDOUT:
	case CHANNEL_STDERR: return of_output(face, failed);
	case CHANNEL_SYSCALLS: return of_calls(failed);
	case CHANNEL_FAULTS: return M_MEANING_FAULT;
	case CHANNEL_TOOL: break;
	}
	return M_MEANING_TOOL;
}

static const char *of_ending(const struct result *failed)
{
	if (failed->item->signal)
		return M_MEANING_LIVES;
	return said_of(failed->measured) == MESSAGE_ENDS_BY_SIGNAL ? M_MEANING_KILLED
								   : M_MEANING_STATUS;
}

/* What a function returns that has found nothing. */
static bool is_null(const struct said *measured)
{
	return said_of(measured) == MESSAGE_MAP_NOTHING &&
		text_same(measured->values[0].text, "0x0");
}

static const char *of_statement(const struct result *failed)
{
	if (is_null(failed->measured))
		return M_MEANING_NULL;
	if (result_is_of_bytes(failed))
		return M_MEANING_BYTES;
	switch (said_of(failed->should)) {
	case MESSAGE_SHOULD_BE_INSIDE:
	case MESSAGE_SHOULD_BE_BETWEEN: return M_MEANING_ELSEWHERE;
	default: break;
	}
	return result_printed(failed, NULL) ? M_MEANING_MAP_PRINTED : M_MEANING_MAP;
}

/* It was counted how often the program has waited. */
static const char *of_pauses(const struct result *failed)
{
	return failed->measured->values[0].number > failed->item->pauses
		? M_MEANING_PAUSES_MORE
		: M_MEANING_PAUSE_MISSING;
}

static const char *of_item(const struct face *face, const struct result *failed)
{
	switch (failed->item->kind) {
	case ITEM_MATCH: return of_section(face, failed);
	case ITEM_PAUSE: return of_statement(failed);
	case ITEM_PAUSES: return of_pauses(failed);
	case ITEM_ELF: return M_MEANING_ELF;
	case ITEM_EXIT: return of_ending(failed);
	default: return M_MEANING_UNREADABLE;
	}
}

/* Where the line stands is told besides what its check says, which does not know. */
static const char *with_place(
	const struct face *face, const char *why, const struct output_line *output)
{
	return output_around_knows_more(output)
		? pool_printf(face->pool, M_BOTH_SENTENCES, why,
			  report_said(face, output_around_meaning(face->pool, output)))
		: why;
}

static bool is_slow(const struct result *failed)
{
	enum message measured = said_of(failed->measured);

	return measured == MESSAGE_STOPPED_TIME || measured == MESSAGE_TOOL_SLOW;
}

const char *failure_meaning(const struct face *face, const struct result *failed)
{
	const char *why = failed->notes ? note_text(failed->notes->why) : NULL;

	if (why)
		return with_place(face, why, failed->output);
	if (!failed->item && text_starts(failed->check, "build "))
		return M_MEANING_BUILD;
	if (!failed->item)
		return is_slow(failed) ? M_MEANING_RUN_SLOW : M_MEANING_RUN;
	if (said_of(failed->expected) == MESSAGE_PAUSE_EXPECTED)
		return M_MEANING_PAUSE_MISSING;
	switch (said_of(failed->should)) {
	case MESSAGE_SHOULD_BE_MAPPED:
	case MESSAGE_SHOULD_BE_READABLE:
	case MESSAGE_SHOULD_BE_COMPUTED: return M_MEANING_UNREADABLE;
	default: break;
	}
	return failed->comparison ? of_comparison(face->pool, failed->comparison,
					    face->machine->facts[FACT_PAGE])
				  : of_item(face, failed);
}
