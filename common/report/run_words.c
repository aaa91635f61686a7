/* SPDX-License-Identifier: MIT */
#include "run_words.h"

#include <string.h>

#include "messages.h"

const char *run_name(const struct face *face, const struct performed *performed)
{
	return performed->run->times == 1
		? performed->run->name
		: pool_printf(
			  face->pool, "%s.%d", performed->run->name, performed->repetition);
}

static const char *ending_words(
	const struct face *face, const struct run_spec *run, const struct record *record)
{
	if (record->outcome == OUTCOME_UNBUILT)
		return M_RUN_UNBUILT;
	if (record->outcome != OUTCOME_ENDED)
		return report_visible(face, report_said(face, record->trouble.reason));
	if (run->tool)
		return pool_printf(face->pool, M_RUN_ANSWERED, record->out.count);
	if (record->ending.by_signal)
		return pool_printf(face->pool, M_RUN_SIGNAL, record->ending.signal);
	return pool_printf(face->pool, M_RUN_EXIT, record->ending.status);
}

static const char *count_words(const struct face *face, const struct record *record)
{
	struct pool *pool = face->pool;
	const char *faults = "";
	const char *calls = "";
	const char *pauses = "";

	if (!record->uncounted.reason)
		faults = pool_printf(
			pool, M_RUN_FAULTS, number_text(pool, record->faults, false));
	if (record->trace.lines.count)
		calls = pool_printf(pool, M_RUN_CALLS, record->trace.lines.count);
	if (record->pause_count)
		pauses = pool_printf(pool, M_RUN_PAUSES, record->pause_count);
	return pool_printf(pool, "%s%s%s", faults, calls, pauses);
}

const char *run_summary(const struct face *face, const struct performed *performed)
{
	const struct record *record = performed->record;
	const char *ending = ending_words(face, performed->run, record);

	return record->outcome == OUTCOME_ENDED && !performed->run->tool
		? pool_printf(face->pool, "%s%s", ending, count_words(face, record))
		: ending;
}

/* --- a run introduced ----------------------------------------------------------------- */

/* A word with a blank in it, or none at all, would not be seen as one. */
static const char *seen(struct pool *pool, const char *word)
{
	const char *shown = text_visible(pool, word, strlen(word), 0);

	return *word && !strchr(word, ' ') ? shown : pool_printf(pool, "\"%s\"", shown);
}

static const char *words_of(struct pool *pool, const char *text, const struct word *words)
{
	for (; words; words = words->next)
		text = pool_printf(
			pool, "%s%s%s", text, *text ? " " : "", seen(pool, words->text));
	return text;
}

static const char *add_option(struct pool *pool, const char *text, const char *option)
{
	return pool_printf(pool, "%s%s%s", text, M_LIST_COMMA, option);
}

static const char *stack_words(const struct face *face, const struct run_spec *run)
{
	return run->stack < 0 ? M_RUN_STACK_UNLIMITED
			      : pool_printf(face->pool, M_RUN_STACK,
					number_text(face->pool, run->stack >> 10, false));
}

/* What it reads, in the escapes of C; of much the beginning. */
static const char *typed_words(
	struct pool *pool, const char *text, const struct run_spec *run)
{
	enum { MOST_SHOWN = 60 };

	if (run->input)
		text = add_option(pool, text,
			pool_printf(pool, M_RUN_INPUT,
				text_visible(
					pool, run->input, strlen(run->input), MOST_SHOWN)));
	return run->press ? add_option(pool, text,
				    pool_printf(pool, M_RUN_PRESS,
					    text_visible(pool, run->press,
						    strlen(run->press), MOST_SHOWN)))
			  : text;
}

const char *run_introduced(const struct face *face, const struct run_spec *run)
{
	struct pool *pool = face->pool;
	const char *text = run->tool ? words_of(pool, "", run->tool->words)
				     : words_of(pool, run->build->name, run->args);
	const struct {
		bool on;
		const char *words;
	} options[] = {
		{run->randomisation != RANDOMISATION_ON, M_RUN_NOT_RANDOM},
		{run->legacy_layout, M_RUN_LEGACY},
		{run->zero_page, M_RUN_ZERO_PAGE},
		{run->huge_pages, M_RUN_HUGE_PAGES},
		{run->stdout_pipe, M_RUN_INTO_PIPE},
	};

	text = typed_words(pool, text, run);
	if (run->stack)
		text = add_option(pool, text, stack_words(face, run));
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].on)
			text = add_option(pool, text, options[i].words);
	if (run->user)
		text = add_option(pool, text, pool_printf(pool, M_RUN_AS_USER, run->user));
	return pool_printf(pool, "%s (%s)", run->name, text);
}
