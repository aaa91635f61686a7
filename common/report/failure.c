/* SPDX-License-Identifier: MIT */
#include "failure.h"

#include <string.h>

#include "../base/text.h"
#include "../match/comparison.h"
#include "hints.h"
#include "messages.h"
#include "output_around.h"
#include "source_told.h"

enum { MOST_READINGS = 3 };

/* --- the two sides -------------------------------------------------------------------- */

/* The two sides with their names under each other. */
static void tell_named(const struct face *face, int indent, const char *const labels[2],
	const char *const texts[2])
{
	int columns = REPORT_LABEL;

	for (int i = 0; i < 2; i++)
		if (text_columns(labels[i]) + 2 > columns)
			columns = text_columns(labels[i]) + 2;
	for (int i = 0; i < 2; i++) {
		fprintf(face->out, "%*s", indent, "");
		report_padded(face->out, labels[i], columns, false);
		report_wrapped(face, text_skip_blanks(texts[i]), indent + columns);
	}
}

static const char *label_against(enum against against)
{
	return against == AGAINST_KERNEL    ? M_LABEL_KERNEL_HAS
		: against == AGAINST_MEMORY ? M_LABEL_MEMORY_HAS
					    : M_LABEL_FILE_HAS;
}

/* Has the program printed one number, and does a record have the other? */
static bool is_against(const struct comparison *comparison)
{
	return comparison && comparison->relation == RELATION_EQUAL &&
		comparison->against != AGAINST_NOTHING;
}

/* Do the program and a record say the same thing differently? */
static bool has_two_tellers(const struct result *failed)
{
	return is_against(failed->comparison) || result_is_told_otherwise(failed);
}

/* What should be; a bound that the program's own numbers make may itself be the wrong one. */
static const char *should_text(const struct face *face, const struct result *failed)
{
	const char *text =
		report_said(face, failed->should ? failed->should : failed->expected);

	return failed->comparison && failed->comparison->bound_printed
		? pool_printf(face->pool, M_BOUND_PRINTED, text)
		: text;
}

void failure_tell_sides(const struct face *face, const struct result *failed, int indent)
{
	const struct comparison *comparison = failed->comparison;
	const char *should = should_text(face, failed);
	const char *was = report_said(face, failed->was ? failed->was : failed->measured);

	if (is_against(comparison))
		tell_named(face, indent,
			(const char *[]){
				M_LABEL_PROGRAM_SAYS, label_against(comparison->against)},
			(const char *[]){was, should});
	else if (result_is_told_otherwise(failed))
		tell_named(face, indent,
			(const char *[]){M_LABEL_BY_OUTPUT, M_LABEL_KERNEL_HAS},
			(const char *[]){should, was});
	else
		tell_named(face, indent,
			(const char *[]){M_LABEL_EXPECTED, M_LABEL_MEASURED},
			(const char *[]){should, was});
}

/* --- the formula ---------------------------------------------------------------------- */

void failure_tell_formula(const struct face *face, const struct result *failed, int indent)
{
	int told = 0;

	for (const struct reading_told *at = failed->readings; at && told < MOST_READINGS;
		at = at->next)
		report_field(face, indent, told++ ? "" : M_LABEL_READ,
			report_said(face, at->says));
	if (failed->formula)
		report_field(face, indent, M_LABEL_RULE,
			pool_printf(face->pool, M_RULE_BROKEN,
				report_visible(face, failed->formula)));
}

/* --- where the numbers come from ------------------------------------------------------ */

static bool same_place(const struct origin *one, const struct origin *other)
{
	return one->where && other->where && strcmp(one->where, other->where) == 0;
}

bool failure_origin_is_joined(const struct result *failed, const struct origin *origin)
{
	for (const struct origin *at = failed->origins; at != origin; at = at->next)
		if (same_place(at, origin))
			return true;
	return false;
}

/* The names that come from one line, their values, and the line. */
static void print_origin(const struct face *face, int indent, const struct origin *origin)
{
	fprintf(face->out, "%*s%s = %s", indent + REPORT_LABEL, "", origin->name,
		origin->value ? origin->value : "-");
	for (const struct origin *at = origin->next; at; at = at->next)
		if (same_place(at, origin))
			fprintf(face->out, ", %s = %s", at->name, at->value);
	if (origin->where)
		fprintf(face->out, "   %s", report_visible(face, origin->where));
	if (origin->text)
		fprintf(face->out, "   %s", report_visible(face, origin->text));
	fputc('\n', face->out);
}

static void print_origins(const struct face *face, int indent, const struct result *result)
{
	for (const struct origin *at = result->origins; at; at = at->next)
		if (!failure_origin_is_joined(result, at))
			print_origin(face, indent, at);
}

/* --- a report ------------------------------------------------------------------------- */

/* Has an earlier failure told where this name comes from? */
static bool origin_was_told(const struct lab_result *lab, const struct result *result,
	const struct origin *origin)
{
	for (const struct result *at = lab->results; at != result; at = at->next)
		for (const struct origin *told = at->origins; told; told = told->next)
			if (at->status == STATUS_FAIL && same_place(told, origin) &&
				strcmp(told->name, origin->name) == 0)
				return true;
	return false;
}

/* One error of the compiler fails every build of the source. */
static bool measured_was_told(const struct lab_result *lab, const struct result *result)
{
	for (const struct result *at = lab->results; at != result; at = at->next)
		if (!at->item && !result->item && at->status == STATUS_FAIL &&
			said_alike(at->measured, result->measured))
			return true;
	return false;
}

void failure_report_briefly(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent)
{
	if (measured_was_told(lab, failed))
		return;
	report_evidence(
		face, indent, M_LABEL_EXPECTED, report_said(face, failed->expected));
	report_evidence(
		face, indent, M_LABEL_MEASURED, report_said(face, failed->measured));
	for (const struct origin *at = failed->origins; at; at = at->next)
		if (at->where && !failure_origin_is_joined(failed, at) &&
			!origin_was_told(lab, failed, at))
			print_origin(face, indent, at);
}

/* The line of the evidence; of a check of numbers, the run. */
static void report_where(const struct face *face, const struct result *failed, int indent)
{
	report_evidence(face, indent, M_LABEL_WHERE, failed->where);
	if (!failed->where && failed->repetition && failed->item->kind == ITEM_CHECK)
		report_evidence(face, indent, M_LABEL_RUN,
			failed->times == 1
				? failed->run
				: pool_printf(face->pool, M_REPETITION, failed->run,
					  failed->repetition, failed->times));
}

/* The formula with the numbers in it, where it has one, and as the expected file has it. */
static void report_rule(const struct face *face, const struct result *failed, int indent)
{
	failure_tell_formula(face, failed, indent);
	report_evidence(face, indent, failed->formula ? "" : M_LABEL_RULE,
		pool_printf(face->pool, "%s:%d: %s", failed->file, failed->line,
			failed->check));
}

void failure_report(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent)
{
	struct source_told source;

	report_evidence(
		face, indent, M_LABEL_EXPECTED, report_said(face, failed->expected));
	report_evidence(
		face, indent, M_LABEL_MEASURED, report_said(face, failed->measured));
	report_evidence(face, indent, M_LABEL_NEAREST, failed->nearest);
	print_origins(face, indent, failed);
	if (has_two_tellers(failed))
		failure_tell_sides(face, failed, indent);
	output_around_tell(face, indent, failed->output);
	report_where(face, failed, indent);
	report_rule(face, failed, indent);
	source_find(face->pool, lab, failed, &source);
	source_tell(face, &source, indent);
	source_tell_from(face, &source, indent);
	report_evidence(face, indent, M_LABEL_BY_HAND, failed->command);
	report_field(face, indent, M_LABEL_MEANING, failure_meaning(face, failed));
}

const char *failure_mistake(const struct lab_result *lab, int index)
{
	const struct mistakes_found *found = &lab->mistakes;

	if (index < found->count && index < MISTAKES_NAMED)
		return note_text(found->at[index]->notes.says);
	return index == MISTAKES_NAMED && found->count > index ? M_MISTAKE_OR_LIKE : NULL;
}
