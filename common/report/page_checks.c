/* SPDX-License-Identifier: MIT */
#include "page_checks.h"

#include "../match/cause.h"
#include "check_words.h"
#include "hints.h"
#include "html.h"
#include "messages.h"
#include "source_told.h"

void page_status(const struct face *face, enum status status)
{
	static const char *const classes[STATUSES] = {[STATUS_OK] = "holds",
		[STATUS_FAIL] = "fails",
		[STATUS_SKIP] = "open",
		[STATUS_ENV] = "open",
		[STATUS_ERROR] = "fails",
		[STATUS_UNGRADED] = "open"};

	fprintf(face->out, "<b class=\"status %s\">%s</b> ", classes[status],
		status_text(status));
}

/* --- what one result says ------------------------------------------------------------- */

static void print_field(const struct face *face, const char *label, const char *text)
{
	if (!text)
		return;
	html_element(face, "dt", label);
	fprintf(face->out, "<dd>");
	html_lines(face, text);
	fprintf(face->out, "</dd>\n");
}

/* "$brk1 = 0x55d0", and of a range its end too. */
static const char *measure_words(struct pool *pool, const struct measure *measure)
{
	return measure->end ? pool_printf(pool, "%s = %s..%s", measure->name,
				      measure->value, measure->end)
			    : pool_printf(pool, "%s = %s", measure->name, measure->value);
}

/* Those of each repetition of a run in a line of their own. */
static void print_measures(const struct face *face, const struct result *result)
{
	const struct measure *before = NULL;

	for (const struct measure *at = result->measures; at; before = at, at = at->next) {
		if (!before || before->repetition != at->repetition) {
			fprintf(face->out, "%s<p class=values>", before ? "</p>\n" : "");
			if (result->times > 1 && at->repetition)
				fprintf(face->out, "<small>%d</small> ", at->repetition);
		}
		html_element(face, "code", measure_words(face->pool, at));
		fputc(' ', face->out);
	}
	if (before)
		fprintf(face->out, "</p>\n");
}

static void print_origin(const struct face *face, const struct origin *at)
{
	const char *text =
		pool_printf(face->pool, "%s = %s", at->name, at->value ? at->value : "-");

	if (at->where)
		text = pool_printf(face->pool, "%s   %s", text, at->where);
	if (at->text)
		text = pool_printf(face->pool, "%s   %s", text, at->text);
	fprintf(face->out, "<dd>");
	html_text(face, text);
	fprintf(face->out, "</dd>\n");
}

static void print_origins(const struct face *face, const struct result *result)
{
	if (!result->origins)
		return;
	html_element(face, "dt", M_REPORT_VALUES);
	for (const struct origin *at = result->origins; at; at = at->next)
		print_origin(face, at);
}

/* What was read for the formula of a failure, and the formula with the numbers in it. */
static void print_formula(const struct face *face, const struct result *result)
{
	for (const struct reading_told *at = result->readings; at; at = at->next)
		print_field(face, M_LABEL_READ, report_said(face, at->says));
	if (result->formula)
		print_field(face, M_LABEL_RULE,
			pool_printf(face->pool, M_RULE_BROKEN, result->formula));
}

/* The statement of the source that a failure is about. */
static void print_source(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	struct source_told found;

	if (result->status != STATUS_FAIL || !source_find(face->pool, lab, result, &found))
		return;
	print_field(face, M_LABEL_SOURCE, report_said(face, found.says));
	if (found.text)
		print_field(face, "", found.text);
}

/* Everything that a face may tell of a check, whether it holds or not. */
static void print_fields(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	const char *why = result->notes ? note_text(result->notes->why) : NULL;

	fprintf(face->out, "<dl>\n");
	print_field(face, M_LABEL_RULE,
		pool_printf(face->pool, "%s:%d: %s", result->file, result->line,
			result->check));
	print_field(face, M_LABEL_EXPECTED, report_said(face, result->expected));
	print_field(face, M_LABEL_MEASURED, report_said(face, result->measured));
	print_field(face, M_LABEL_NEAREST, result->nearest);
	print_formula(face, result);
	print_origins(face, result);
	print_source(face, lab, result);
	print_field(face, M_LABEL_WHERE, result->where);
	print_field(face, M_REPORT_WITNESS, result->witness);
	print_field(face, M_REPORT_CASE, result->branch);
	print_field(face, M_LABEL_BY_HAND, result->command);
	print_field(face, M_LABEL_MEANING,
		result->status == STATUS_FAIL ? failure_meaning(face, result) : why);
	print_field(face, M_REPORT_REASON, report_said(face, result->lack.reason));
	print_field(face, M_REPORT_REMEDY, report_said(face, result->lack.remedy));
	fprintf(face->out, "</dl>\n");
}

/* The run that it is about; of several repetitions which one. */
static const char *run_words(const struct face *face, const struct result *result)
{
	return result->times > 1 && result->repetition
		? pool_printf(face->pool, M_REPETITION, result->run, result->repetition,
			  result->times)
		: result->run;
}

static void print_result(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	fprintf(face->out, "<li class=result>");
	if (result->run)
		html_element(face, "b", run_words(face, result));
	print_measures(face, result);
	print_fields(face, lab, result);
	fprintf(face->out, "</li>\n");
}

/* --- a check, and a part -------------------------------------------------------------- */

static void print_check(
	const struct face *face, const struct lab_result *lab, const struct result *result)
{
	bool first =
		result == cause_find(lab) || result == lab_result_first(lab, STATUS_ERROR);

	fprintf(face->out, "<details class=check%s><summary>", first ? " open" : "");
	page_status(face, result->status);
	html_lines(face, check_words(face, lab, result));
	fprintf(face->out, "</summary><ul>\n");
	for (const struct result *at = result; at; at = at->next)
		if (check_is_same(at, result))
			print_result(face, lab, at);
	fprintf(face->out, "</ul></details>\n");
}

static void print_part(const struct face *face, const struct lab_result *lab,
	const struct part *part, const char *title)
{
	struct lab_result counted = report_part(lab, part);

	if (lab_result_total(&counted) == 0)
		return;
	html_element(face, "h3", title);
	fprintf(face->out, "<details class=part%s><summary>",
		counted.status == STATUS_OK ? "" : " open");
	page_status(face, counted.status);
	html_text(face,
		pool_printf(face->pool, M_CHECK_PART, counted.counts[STATUS_OK],
			lab_result_total(&counted)));
	fprintf(face->out, "</summary>\n");
	for (const struct result *at = lab->results; at; at = at->next)
		if (report_part_of(at) == part && !check_is_told(lab, at))
			print_check(face, lab, at);
	fprintf(face->out, "</details>\n");
}

void page_checks(const struct face *face, const struct lab_result *lab)
{
	print_part(face, lab, NULL, M_REPORT_NO_PART);
	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		const char *title = note_text(part->title);

		print_part(face, lab, part,
			part->aside ? pool_printf(face->pool, M_CHECK_PART_ASIDE, title)
				    : title);
	}
}
