/* SPDX-License-Identifier: MIT */
#include "lesson.h"

#include <string.h>

#include "../base/text.h"
#include "../match/cause.h"
#include "messages.h"
#include "check_words.h"
#include "failure.h"
#include "lesson_end.h"
#include "lesson_failure.h"
#include "picture.h"
#include "predictions.h"
#include "run_words.h"
#include "table.h"
#include "terms.h"

enum {
	HEADING = 11,    /* columns of "1 PREDICT  " */
	INDENT = 9,      /* behind "  [ ok ] " */
	MOST_LINES = 12, /* of a program's output */
};

static void heading(const struct face *face, int ordinal, const char *word)
{
	fprintf(face->out, "\n%d ", ordinal);
	report_padded(face->out, word, HEADING - 2, false);
}

static void introduce(const struct face *face, const struct lab_result *lab,
	const struct lesson_links *links)
{
	fprintf(face->out, M_LESSON_TITLE, lab->number, face->labs,
		note_text(lab->expect->title));
	fprintf(face->out, M_LESSON_PLACES, report_visible(face, lab->program),
		links->guide);
	report_user(face, lab, 0);
	fprintf(face->out, "Linux %s, %s, %s\n", face->machine->kernel, face->machine->libc,
		face->machine->machine);
	if (links->copied)
		fprintf(face->out, M_LESSON_COPY, lab->number);
	heading(face, 1, M_HEADING_PREDICT);
	report_wrapped(face, M_LESSON_PREDICT, HEADING);
	predictions_print(face, lab->predictions, 2);
}

/* --- RUN ------------------------------------------------------------------------------ */

/* Has a run before this one not been performed for the same reason? */
static bool told_why_not(
	const struct lab_evidence *evidence, const struct performed *performed)
{
	const struct record *record = performed->record;

	if (record->outcome != OUTCOME_UNBUILT && record->outcome != OUTCOME_UNPERFORMED)
		return false;
	for (const struct performed *at = evidence->performed; at != performed; at++)
		if (at->record->outcome == record->outcome &&
			said_alike(at->record->trouble.reason, record->trouble.reason))
			return true;
	return false;
}

/* One run: its name, how it ended, and what was counted. */
static void print_run(
	const struct face *face, const struct performed *performed, int name_columns)
{
	const struct record *record = performed->record;

	fprintf(face->out, "%*s", HEADING, "");
	report_padded(face->out, run_name(face, performed), name_columns, false);
	fputs("  ", face->out);
	fputs(run_summary(face, performed), face->out);
	fputc('\n', face->out);
	if (face->verbose && record->command)
		fprintf(face->out, "%*s%s\n", HEADING + 2, "",
			report_visible(face, record->command));
}

static void print_output(const struct face *face, const struct performed *performed)
{
	const struct lines *out = &performed->record->out;

	fputc('\n', face->out);
	fprintf(face->out, "%*s", HEADING, "");
	fprintf(face->out, M_RUN_PRINTED, run_name(face, performed));
	for (int i = 0; i < out->count && i < MOST_LINES; i++)
		fprintf(face->out, "%*s%s\n", HEADING + 2, "",
			text_visible(face->pool, out->at[i].text, out->at[i].length, 0));
	if (out->count > MOST_LINES) {
		fprintf(face->out, "%*s", HEADING + 2, "");
		fprintf(face->out, M_RUN_MORE, out->count - MOST_LINES,
			performed->record->out_file);
	}
	if (out->count == 0)
		fprintf(face->out, "%*s%s\n", HEADING + 2, "", M_RUN_NOTHING);
}

static void tell_runs(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence)
{
	int columns = 0;
	int left_out = 0;

	heading(face, 2, M_HEADING_RUN);
	fputs(M_LESSON_RUNS, face->out);
	for (int i = 0; i < evidence->performed_count; i++)
		if (text_columns(run_name(face, &evidence->performed[i])) > columns)
			columns = text_columns(run_name(face, &evidence->performed[i]));
	for (int i = 0; i < evidence->performed_count; i++)
		if (told_why_not(evidence, &evidence->performed[i]))
			left_out++;
		else
			print_run(face, &evidence->performed[i], columns);
	if (left_out) {
		fprintf(face->out, "%*s", HEADING, "");
		fprintf(face->out, M_RUNS_LEFT_OUT, left_out);
	}
	if (evidence->performed_count &&
		evidence->performed[0].record->outcome != OUTCOME_UNBUILT) {
		print_output(face, &evidence->performed[0]);
		if (lab->expect->table)
			fputc('\n', face->out);
		table_print(face, lab->expect, evidence, HEADING);
	}
	for (const struct picture *at = lab->expect->pictures; at; at = at->next)
		picture_draw(face, evidence, at, 2);
}

/* --- CHECK ---------------------------------------------------------------------------- */

/* What hides it: a program that does not compile, or a run that was stopped; else NULL. */
static const struct said *hidden_by(
	const struct lab_result *lab, const struct result *result)
{
	const struct result *found =
		result->status == STATUS_SKIP ? check_needed(lab, result) : NULL;

	return found && !found->item ? found->measured : NULL;
}

/* How many checks up to and with this one the same hides. */
static int count_hidden(
	const struct lab_result *lab, const struct result *last, const struct said *by)
{
	int count = 0;

	for (const struct result *at = lab->results;; at = at->next) {
		const struct said *other = hidden_by(lab, at);

		count += other && said_alike(other, by);
		if (at == last)
			return count;
	}
}

/* All that one thing hides is told in one line, where the first of it would stand. */
static void print_hidden(const struct face *face, const struct lab_result *lab,
	const struct result *first, const struct said *by)
{
	const struct result *last = first;
	int count;

	if (count_hidden(lab, first, by) > 1)
		return;
	while (last->next)
		last = last->next;
	count = count_hidden(lab, last, by);
	fputs("  ", face->out);
	report_status(face, STATUS_SKIP);
	fputc(' ', face->out);
	report_wrapped(face,
		pool_printf(face->pool, M_CHECKS_HIDDEN, count,
			check_needed_words(face, lab, first)),
		INDENT);
}

static void print_check(const struct face *face, const struct lab_result *lab,
	const struct result *result, bool explains)
{
	const char *says = check_words(face, lab, result);

	fputs("  ", face->out);
	report_status(face, result->status);
	fputc(' ', face->out);
	report_wrapped(face, says, INDENT);
	if (explains)
		failure_report(face, lab, result, INDENT);
	else if (result->status == STATUS_FAIL)
		failure_report_briefly(face, lab, result, INDENT);
	report_lack_once(face, lab, result, INDENT);
}

static void tell_checks(const struct face *face, const struct lab_result *lab)
{
	const struct result *first = cause_find(lab);

	fprintf(face->out, "\n3 %s\n", M_HEADING_CHECK);
	for (const struct result *at = lab->results; at; at = at->next) {
		const struct said *by = hidden_by(lab, at);

		if (by)
			print_hidden(face, lab, at, by);
		else if (at == first || !check_is_told(lab, at))
			print_check(face, lab, at, at == first);
	}
}

/* --- EXPLAIN or HINT, and NEXT -------------------------------------------------------- */

static void tell_hint(const struct face *face, const struct lab_result *lab,
	const struct result *failed, const struct lesson_links *links)
{
	struct hints hints = failure_hints(face->pool, lab, failed);

	heading(face, 4, M_HEADING_HINT);
	if (!failed->item && text_starts(failed->check, "build ")) {
		report_wrapped(face, M_LESSON_COMPILER, HEADING);
	} else {
		fprintf(face->out, M_LESSON_HINT, 1, hints.count);
		fprintf(face->out, "%*s", HEADING, "");
		report_wrapped(face, failure_first_hint(face->pool, lab, failed), HEADING);
	}
	fprintf(face->out, "%*s", HEADING, "");
	if (hints.count > 1) {
		fprintf(face->out, M_LESSON_NEXT_HINT, lab->number);
		fputs("    ", face->out);
	}
	if (links->copied)
		fprintf(face->out, M_LESSON_RESET, lab->number);
	else
		fprintf(face->out, M_LESSON_GUIDE, links->guide);
}

static void tell_explanation(const struct face *face, const struct lab_result *lab,
	const struct lesson_links *links)
{
	const char *explanation = note_text(lab->expect->explain);

	heading(face, 4, M_HEADING_EXPLAIN);
	report_wrapped(face, explanation ? explanation : M_LESSON_NO_EXPLANATION, HEADING);
	heading(face, 5, M_HEADING_NEXT);
	fprintf(face->out, M_LESSON_INVESTIGATE, links->guide);
	fprintf(face->out, "%*s", HEADING, "");
	if (links->copied)
		fprintf(face->out, M_LESSON_RESET, lab->number);
	else
		fprintf(face->out, M_LESSON_MODIFY, lab->number, lab->number);
	fprintf(face->out, "%*s", HEADING, "");
	fprintf(face->out, M_LESSON_EVIDENCE, lab->number);
}

static const struct part *find_part(const struct lab_result *lab, int ordinal)
{
	const struct part *part = lab->expect->parts;

	while (part && part->number != ordinal)
		part = part->next;
	return part;
}

bool lesson_part(const struct face *face, const struct lab_result *lab,
	const struct lesson_links *links, int ordinal)
{
	const struct part *part = find_part(lab, ordinal);

	if (!part)
		return false;
	fprintf(face->out, M_LESSON_TITLE, lab->number, face->labs,
		note_text(lab->expect->title));
	fprintf(face->out, "%s\n", report_visible(face, lab->program));
	report_user(face, lab, 0);
	fprintf(face->out, "\n%d  %s\n\n", ordinal, note_text(part->title));
	for (const struct result *at = lab->results; at; at = at->next)
		if (report_part_of(at) == part && !check_is_told(lab, at))
			print_check(face, lab, at, at->status == STATUS_FAIL);
	fprintf(face->out, "\n%s: %s\n", M_LABEL_GUIDE, links->guide);
	fputc('\n', face->out);
	lesson_conclude(face, lab);
	return true;
}

void lesson_in_full(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct lesson_links *links)
{
	const struct result *failed = cause_find(lab);

	introduce(face, lab, links);
	tell_runs(face, lab, evidence);
	tell_checks(face, lab);
	if (failed)
		tell_hint(face, lab, failed, links);
	else if (lab->status == STATUS_OK)
		tell_explanation(face, lab, links);
	fputc('\n', face->out);
	if (links->terms && links->terms->count) {
		terms_explain(face, links->terms);
		fputc('\n', face->out);
	}
	lesson_conclude(face, lab);
	fflush(face->out);
}
