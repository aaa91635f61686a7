/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "hints.h"
#include "messages.h"
#include "reporters.h"

/*
 * Test Anything Protocol, version 13: the newest that prove(1) of Debian 12 accepts. One
 * test a check; testanything.org/tap-version-13-specification.html.
 */

static int count_tests(const struct lab_result *labs)
{
	int count = 0;

	for (const struct lab_result *lab = labs; lab; lab = lab->next)
		count += lab_result_total(lab);
	return count;
}

/* A YAML double-quoted scalar. */
static void print_quoted(const struct face *face, const char *text)
{
	fputc('"', face->out);
	for (text = report_visible(face, text); *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', face->out);
		fputc(*text, face->out);
	}
	fputc('"', face->out);
}

static void print_field(const struct face *face, const char *name, const char *text)
{
	if (!text)
		return;
	fprintf(face->out, "  %s: ", name);
	print_quoted(face, text);
	fputc('\n', face->out);
}

static void print_details(
	const struct face *face, const struct result *result, enum status status)
{
	FILE *out = face->out;

	fprintf(out, "  ---\n");
	print_field(face, "message", report_said(face, result->says));
	print_field(face, "status", status_text(status));
	fprintf(out, "  at:\n    file: ");
	print_quoted(face, result->file);
	fprintf(out, "\n    line: %d\n", result->line);
	print_field(face, "expected", report_said(face, result->expected));
	print_field(face, "measured", report_said(face, result->measured));
	print_field(face, "formula", result->formula);
	print_field(face, "where", result->where);
	print_field(face, "reason", report_said(face, result->lack.reason));
	if (result->status == STATUS_FAIL)
		print_field(face, "why", failure_meaning(face, result));
	else if (result->notes)
		print_field(face, "why", note_text(result->notes->why));
	fprintf(out, "  ...\n");
}

/* In a description a '#' would begin a directive. */
static void print_description(const struct face *face, const char *text)
{
	for (text = report_visible(face, text); *text; text++) {
		if (*text == '#')
			fputc('\\', face->out);
		fputc(*text, face->out);
	}
}

/* TAP knows no third state, and what leaves a lab without a grade must not pass for ok. */
static bool leaves_ungraded(const struct lab_result *lab, const struct result *result)
{
	return lab->status == STATUS_UNGRADED && result->status == STATUS_ENV &&
		result->of_program;
}

/* Its sentence, and behind it what tells apart the checks that say the same. */
static void print_name(const struct face *face, const struct result *result)
{
	const char *sentence =
		result->says ? report_said(face, result->says) : result->check;

	print_description(face, sentence);
	fputs(" [", face->out);
	if (strcmp(sentence, result->check) != 0) {
		print_description(face, result->check);
		fputs(", ", face->out);
	}
	fprintf(face->out, "line %d]", result->line);
}

static void print_test(const struct face *face, const struct lab_result *lab,
	const struct result *result, int ordinal)
{
	bool ungraded = leaves_ungraded(lab, result);
	bool bad =
		ungraded || result->status == STATUS_FAIL || result->status == STATUS_ERROR;

	fprintf(face->out, "%s %d - lab %d: ", bad ? "not ok" : "ok", ordinal, lab->number);
	print_name(face, result);
	if (result->status == STATUS_SKIP) {
		fprintf(face->out, " # SKIP ");
		fprintf(face->out, M_NEEDS, report_visible(face, result->needs));
	} else if (result->status == STATUS_ENV && !ungraded) {
		fprintf(face->out, " # SKIP %s",
			report_visible(face, report_said(face, result->lack.reason)));
	}
	fputc('\n', face->out);
	if (bad)
		print_details(face, result, ungraded ? lab->status : result->status);
}

static void tap_end(const struct face *face, const struct lab_result *labs)
{
	int ordinal = 0;

	fprintf(face->out, "TAP version 13\n1..%d\n", count_tests(labs));
	for (const struct lab_result *lab = labs; lab; lab = lab->next)
		for (const struct result *at = lab->results; at; at = at->next)
			print_test(face, lab, at, ++ordinal);
}

const struct reporter reporter_tap = {"tap", true, NULL, tap_end};
