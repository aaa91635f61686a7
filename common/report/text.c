/* SPDX-License-Identifier: MIT */
#include "../match/cause.h"
#include "failure.h"
#include "messages.h"
#include "reporters.h"

/* A line a lab, for the instructor: the verdict, and of a failure the first reason. */

enum { TITLE = 54, INDENT = 14, PART_INDENT = 7 };

static void print_count(const struct face *face, const struct lab_result *lab)
{
	int total = lab_result_total(lab);
	int hidden = lab->counts[STATUS_ENV];
	int failed = lab->counts[STATUS_FAIL];
	int skipped = lab->counts[STATUS_SKIP];

	if (lab->status == STATUS_ERROR)
		fprintf(face->out, "%s", M_CHECK_BROKEN);
	else if (failed)
		fprintf(face->out, M_CHECK_FAILED, failed, total);
	else
		fprintf(face->out, M_CHECK_PASSED, lab->counts[STATUS_OK], total);
	if (skipped)
		fprintf(face->out, M_CHECK_SKIPPED, skipped, total);
	if (hidden)
		fprintf(face->out, M_CHECK_HIDDEN, hidden, total);
	fputc('\n', face->out);
}

/* Why a lab that did not fail has no grade. */
static void print_ungraded(const struct face *face, const struct lab_result *lab)
{
	if (lab->status != STATUS_UNGRADED)
		return;
	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face, report_ungraded(face, lab), INDENT);
}

/* A line a part: how much of it holds. */
static void print_parts(const struct face *face, const struct lab_result *lab)
{
	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);
		int total = lab_result_total(&counted);
		const char *title = note_text(part->title);

		if (total == 0)
			continue;
		fprintf(face->out, "%*s", PART_INDENT, "");
		report_status(face, counted.status);
		fputs("  ", face->out);
		report_padded(face->out,
			part->aside ? pool_printf(face->pool, M_CHECK_PART_ASIDE, title)
				    : title,
			TITLE, false);
		fputs("  ", face->out);
		fprintf(face->out, M_CHECK_PART, counted.counts[STATUS_OK], total);
		fputc('\n', face->out);
	}
}

/* What the failures look like; nothing where that is not known. */
static void print_mistakes(const struct face *face, const struct lab_result *lab)
{
	const char *says;

	for (int i = 0; (says = failure_mistake(lab, i)); i++)
		report_field(face, INDENT,
			i == 0                       ? M_LABEL_LOOKS_LIKE
				: i < MISTAKES_NAMED ? M_LABEL_OR
						     : "",
			says);
}

static void text_lab(const struct face *face, const struct lab_result *lab)
{
	const struct result *first = cause_find(lab);

	fprintf(face->out, M_CHECK_LAB, lab->number);
	fputc(' ', face->out);
	report_status(face, lab->status);
	fputs("  ", face->out);
	report_padded(face->out, note_text(lab->expect->title), TITLE, false);
	fputs("  ", face->out);
	print_count(face, lab);
	if (face->verbose)
		print_parts(face, lab);
	if (lab->replaced) {
		fprintf(face->out, "%*s", INDENT, "");
		fprintf(face->out, M_CHECK_JUDGED, report_visible(face, lab->program));
		report_user(face, lab, INDENT);
		report_left_out(face, lab, INDENT);
	}
	if (first) {
		fprintf(face->out, "%*s", INDENT, "");
		report_wrapped(face, report_said(face, first->says), INDENT);
		failure_report(face, lab, first, INDENT);
		print_mistakes(face, lab);
	}
	print_ungraded(face, lab);
	for (const struct result *at = lab->results; at; at = at->next)
		report_lack_once(face, lab, at, INDENT);
	fflush(face->out);
}

static void text_end(const struct face *face, const struct lab_result *labs)
{
	struct tally tally = report_tally(labs);
	int judged = tally.passed + tally.failed;

	fputc('\n', face->out);
	if (tally.broken)
		fprintf(face->out, M_CHECK_ANY_BROKEN, tally.broken);
	fprintf(face->out, M_CHECK_SCORE, tally.passed, judged);
	if (tally.ungraded)
		fprintf(face->out, M_CHECK_ANY_UNGRADED, tally.ungraded);
	if (face->untouched)
		fprintf(face->out, "%s\n", M_CHECK_UNTOUCHED);
	report_closing_line(face->out, labs);
}

const struct reporter reporter_text = {"text", true, text_lab, text_end};
