/* SPDX-License-Identifier: MIT */
#include "lesson_failure.h"

#include <string.h>

#include "../base/text.h"
#include "../match/comparison.h"
#include "../match/mistake.h"
#include "../match/which_run.h"
#include "call_abridged.h"
#include "death.h"
#include "failure.h"
#include "marked.h"
#include "messages.h"
#include "output_around.h"
#include "places.h"
#include "run_words.h"
#include "source_told.h"

enum { INDENT = 12, FOLD = 2, HEADING = 19, MOST_SHOWN = 3 };

/* --- the cause ------------------------------------------------------------------------ */

/* Does the number stand in what is told of the failure? */
static bool is_in_words(
	const struct face *face, const struct result *cause, const struct origin *origin)
{
	const char *const texts[] = {cause->formula, report_said(face, cause->should),
		report_said(face, cause->was)};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i] && origin->value && strstr(texts[i], origin->value))
			return true;
	return false;
}

/*
 * Of a long chain of comparisons only one is told. Where the program's own numbers make what is
 * expected, each of them may be the wrong one.
 */
static bool any_is_in_words(const struct face *face, const struct result *cause)
{
	if (cause->comparison && cause->comparison->bound_printed)
		return false;
	for (const struct origin *at = cause->origins; at; at = at->next)
		if (is_in_words(face, cause, at))
			return true;
	return false;
}

/* The lines of the evidence from which the numbers come. */
static void tell_values(const struct face *face, const struct result *cause)
{
	bool some = any_is_in_words(face, cause);
	int told = 0;

	for (const struct origin *at = cause->origins; at && told < MOST_SHOWN;
		at = at->next) {
		const char *text = call_abridged(face->pool, at);

		if (!at->where || failure_origin_is_joined(cause, at) ||
			(some && !is_in_words(face, cause, at)))
			continue;
		report_field(face, INDENT, told++ ? "" : M_LABEL_RECORD,
			pool_printf(face->pool, "%s   (%s)",
				text ? report_visible(face, text) : "",
				report_visible(face, at->where)));
	}
}

/* In which run it is so, where there are several. */
static void tell_run(const struct face *face, const struct lab_result *lab,
	const struct performed *performed)
{
	const struct run_spec *runs = lab->expect->runs;

	if (performed && runs && runs->next)
		report_field(
			face, INDENT, M_LABEL_RUN, run_introduced(face, performed->run));
}

/* Is it the address at which the run has died that is another one? */
static bool is_crash_address(const struct result *cause)
{
	return cause->comparison && cause->origins && cause->origins->kind == ORIGIN_SIGNAL;
}

/* Is what is told the end of the run, or what a run that ended too early lacks? */
static bool is_death(const struct result *cause)
{
	enum message message = cause->measured ? cause->measured->message : MESSAGE_NONE;

	return message == MESSAGE_ENDS_BY_SIGNAL ||
		message == MESSAGE_OUTPUT_ENDS_BY_SIGNAL || is_crash_address(cause);
}

/* Is it shown by how far the program has come? */
static bool is_ending(const struct result *cause)
{
	return cause->item &&
		(cause->item->kind == ITEM_EXIT || cause->item->kind == ITEM_PAUSES);
}

/* Is it what the map says of an address? Then two records are behind it. */
static bool is_of_map(const struct result *cause)
{
	return cause->item && cause->item->kind == ITEM_PAUSE && !cause->comparison;
}

/* What else of the part does not hold, and what could not be judged because of it. */
static void tell_more(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	struct lab_result counted;
	int failed;
	int unjudged;

	if (!cause->item || !cause->item->part)
		return;
	counted = report_part(lab, cause->item->part);
	failed = counted.counts[STATUS_FAIL] - 1;
	unjudged = counted.counts[STATUS_SKIP];
	if (failed)
		report_field(
			face, INDENT, "", pool_printf(face->pool, M_FAILURE_MORE, failed));
	if (unjudged)
		report_field(face, INDENT, "",
			pool_printf(face->pool, M_FAILURE_UNJUDGED, unjudged));
}

/* What stands for any text in a line that is expected. */
static void tell_any_text(const struct face *face, const struct result *cause)
{
	const char *should = report_said(face, cause->should);

	if (cause->item && cause->item->kind == ITEM_MATCH && should &&
		strstr(should, "..."))
		report_field(face, INDENT, "", M_ANY_TEXT);
}

/* What was found, and what lies there. */
static void tell_seen(const struct face *face, const struct lab_evidence *evidence,
	const struct performed *performed, const struct result *cause)
{
	marked_print(face, INDENT, M_LABEL_NEAREST, cause->nearest, cause->nearest_at);
	places_tell(face, evidence, cause, INDENT + REPORT_LABEL);
	if (performed && is_death(cause))
		death_tell(face, evidence, performed, INDENT + REPORT_LABEL);
}

static void tell_evidence(const struct face *face, const struct lab_evidence *evidence,
	const struct performed *performed, const struct result *cause)
{
	tell_any_text(face, cause);
	output_around_tell(face, INDENT, cause->output);
	tell_seen(face, evidence, performed, cause);
	if (performed && performed->record && is_ending(cause))
		how_far_tell(face, INDENT, performed->record);
	tell_values(face, cause);
	if (!cause->origins || cause->nearest || is_of_map(cause))
		report_field(
			face, INDENT, M_LABEL_WHERE, report_visible(face, cause->where));
	failure_tell_formula(face, cause, INDENT);
}

void failure_tell(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause)
{
	const struct face *face = &screen->face;
	const struct performed *performed = which_run(evidence, cause);
	struct source_told source;

	source_find(face->pool, lab, cause, &source);
	report_field(face, INDENT, M_LABEL_SHOULD, report_said(face, cause->says));
	tell_run(face, lab, performed);
	failure_tell_sides(face, cause, INDENT);
	tell_evidence(face, evidence, performed, cause);
	source_tell(face, &source, INDENT);
	screen_joined(screen, WORTH_MUCH);
	source_tell_from(face, &source, INDENT);
	screen_joined(screen, WORTH_ALL);
	report_field(face, INDENT, M_LABEL_MEANING, failure_meaning(face, cause));
	tell_more(face, lab, cause);
}

void failure_tell_briefly(const struct face *face, const struct lab_evidence *evidence,
	const struct result *cause)
{
	report_field(face, INDENT, M_LABEL_SHOULD, report_said(face, cause->says));
	failure_tell_sides(face, cause, INDENT);
	tell_seen(face, evidence, which_run(evidence, cause), cause);
	report_field(face, INDENT, M_LABEL_MEANING, failure_meaning(face, cause));
}

/* --- the others ----------------------------------------------------------------------- */

void failure_tell_others(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	const char *numbers = "";
	int count = 0;

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);

		if (counted.status != STATUS_FAIL ||
			(cause->item && cause->item->part == part))
			continue;
		numbers = text_listed(face->pool, numbers, M_LIST_COMMA,
			pool_printf(face->pool, M_PART_NUMBER, part->number));
		count += counted.counts[STATUS_FAIL];
	}
	if (count == 0)
		return;
	fprintf(face->out, "%*s[    ] ", FOLD, "");
	report_wrapped(
		face, pool_printf(face->pool, M_FAILURE_OTHERS, numbers, count), FOLD + 7);
}

/* --- the mistake ---------------------------------------------------------------------- */

void failure_tell_mistakes(const struct face *face, const struct lab_result *lab)
{
	const struct mistakes_found *found = &lab->mistakes;
	const char *says;

	if (lab->status != STATUS_FAIL)
		return;
	fprintf(face->out, "%*s", FOLD, "");
	if (found->count == 0) {
		report_wrapped(face, M_MISTAKE_UNKNOWN, FOLD);
		return;
	}
	report_padded(face->out, found->count == 1 ? M_MISTAKE_IS : M_MISTAKE_IS_ONE_OF,
		HEADING - FOLD, false);
	for (int i = 0; (says = failure_mistake(lab, i)); i++) {
		if (i > 0)
			fprintf(face->out, "%*s", HEADING, "");
		report_wrapped(face, says, HEADING);
	}
}

/* --- the hint ------------------------------------------------------------------------- */

struct hints failure_hints(
	struct pool *pool, const struct lab_result *lab, const struct result *cause)
{
	return hints_on(pool, cause->notes, cause->item, mistake_of_hints(&lab->mistakes),
		lab->own);
}

const char *failure_first_hint(
	struct pool *pool, const struct lab_result *lab, const struct result *cause)
{
	struct hints hints = failure_hints(pool, lab, cause);
	struct source_told source;

	if (!hints.is_general)
		return hints.at[0];
	source_find(pool, lab, cause, &source);
	return source.from_count > 0 ? M_HINT_FROM : hints.at[0];
}

void failure_tell_hint(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	struct hints hints = failure_hints(face->pool, lab, cause);

	fprintf(face->out, "%*s", FOLD, "");
	report_padded(face->out,
		hints.count == 1
			? M_HEADING_HINT
			: pool_printf(face->pool, M_LESSON_HINT_OF, 1, hints.count),
		HEADING - FOLD, false);
	report_wrapped(face, failure_first_hint(face->pool, lab, cause), HEADING);
}
