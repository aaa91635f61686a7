/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "messages.h"
#include "report.h"

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

/* A YAML double-quoted scalar; '#' in a description would begin a directive. */
static void print_quoted(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		if (*text == '\n')
			fputs("\\n", out);
		else
			fputc(*text, out);
	}
	fputc('"', out);
}

static void print_field(FILE *out, const char *name, const char *text)
{
	if (!text)
		return;
	fprintf(out, "  %s: ", name);
	print_quoted(out, text);
	fputc('\n', out);
}

static void print_details(
	const struct face *face, const struct result *result, enum status status)
{
	FILE *out = face->out;

	fprintf(out, "  ---\n");
	print_field(out, "message", result->says);
	print_field(out, "status", status_text(status));
	fprintf(out, "  at:\n    file: ");
	print_quoted(out, result->file);
	fprintf(out, "\n    line: %d\n", result->line);
	print_field(out, "expected", result->expected);
	print_field(out, "measured", result->measured);
	print_field(out, "where", result->where);
	print_field(out, "reason", result->lack.reason);
	if (result->notes)
		print_field(out, "why", note_text(result->notes->why));
	fprintf(out, "  ...\n");
}

static void print_description(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '#')
			fputc('\\', out);
		fputc(*text, out);
	}
}

/* TAP knows no third state, and what leaves a lab without a grade must not pass for ok. */
static bool leaves_ungraded(const struct lab_result *lab, const struct result *result)
{
	return lab->status == STATUS_UNGRADED && result->status == STATUS_ENV &&
		result->of_program;
}

static void print_test(const struct face *face, const struct lab_result *lab,
	const struct result *result, int ordinal)
{
	bool ungraded = leaves_ungraded(lab, result);
	bool bad =
		ungraded || result->status == STATUS_FAIL || result->status == STATUS_ERROR;

	fprintf(face->out, "%s %d - lab %d: ", bad ? "not ok" : "ok", ordinal, lab->number);
	print_description(face->out, result->check);
	if (result->status == STATUS_SKIP) {
		fprintf(face->out, " # SKIP ");
		fprintf(face->out, M_NEEDS, result->needs);
	} else if (result->status == STATUS_ENV && !ungraded) {
		fprintf(face->out, " # SKIP %s", result->lack.reason);
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
