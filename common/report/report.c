/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum { WIDTH = 80 };

int report_columns(const struct face *face)
{
	return face->columns ? face->columns : WIDTH;
}

const struct part *report_part_of(const struct result *result)
{
	return result->item ? result->item->part : NULL;
}

struct lab_result report_part(const struct lab_result *lab, const struct part *part)
{
	struct lab_result counted = {0};

	for (const struct result *at = lab->results; at; at = at->next)
		if (report_part_of(at) == part)
			counted.counts[at->status]++;
	counted.status = lab_result_status(&counted);
	if (counted.status == STATUS_ENV && counted.counts[STATUS_SKIP])
		counted.status = STATUS_SKIP;
	return counted;
}

struct tally report_tally(const struct lab_result *labs)
{
	struct tally tally = {0};

	for (const struct lab_result *lab = labs; lab; lab = lab->next) {
		tally.passed += lab->status == STATUS_OK;
		tally.failed += lab->status == STATUS_FAIL;
		tally.ungraded += lab->status == STATUS_UNGRADED;
		tally.skipped +=
			lab->status == STATUS_ENV || lab->status == STATUS_UNGRADED;
		tally.broken += lab->status == STATUS_ERROR;
	}
	return tally;
}

/* In English in both languages: programs read this line. */
void report_closing_line(FILE *out, const struct lab_result *labs)
{
	struct tally tally = report_tally(labs);

	fprintf(out, "%d passed, %d failed, %d skipped\n", tally.passed, tally.failed,
		tally.skipped);
}

void report_not_passed(const struct face *face, const struct lab_result *labs)
{
	const char *text = "";
	int first = 0;

	for (const struct lab_result *lab = labs; lab; lab = lab->next) {
		if (lab->status == STATUS_OK || lab->status == STATUS_ENV)
			continue;
		first = first ? first : lab->number;
		text = pool_printf(face->pool, "%s%s%d (%s)", text, *text ? ", " : "",
			lab->number, status_text(lab->status));
	}
	if (*text)
		fprintf(face->out, M_LABS_NOT_PASSED, text, first);
}

void report_status(const struct face *face, enum status status)
{
	static const char *const texts[STATUSES] = {
		[STATUS_OK] = " ok ",
		[STATUS_FAIL] = "FAIL",
		[STATUS_SKIP] = "skip",
		[STATUS_ENV] = "env ",
		[STATUS_ERROR] = "error",
		[STATUS_UNGRADED] = "not graded",
	};
	static const char *const colours[STATUSES] = {
		[STATUS_OK] = "32",
		[STATUS_FAIL] = "31",
		[STATUS_SKIP] = "33",
		[STATUS_ENV] = "36",
		[STATUS_ERROR] = "35",
		[STATUS_UNGRADED] = "36",
	};

	if (face->colour)
		fprintf(face->out, "[\033[%sm%s\033[0m]", colours[status], texts[status]);
	else
		fprintf(face->out, "[%s]", texts[status]);
}

const char *report_ungraded(const struct face *face, const struct lab_result *lab)
{
	return lab->open ? M_UNGRADED_OPEN
			 : pool_printf(face->pool, M_UNGRADED_STRICT, lab->hidden);
}

const char *report_said(const struct face *face, const struct said *said)
{
	return said_text(face->pool, said);
}

const char *report_visible(const struct face *face, const char *text)
{
	return text ? text_visible(face->pool, text, strlen(text), 0) : NULL;
}

/* --- text in columns ------------------------------------------------------------------ */

void report_padded(FILE *out, const char *text, int columns, bool right)
{
	int pad = columns - text_columns(text);

	pad = pad > 0 ? pad : 0;
	fprintf(out, "%*s%s%*s", right ? pad : 0, "", text, right ? 0 : pad, "");
}

/* Chinese punctuation that must not begin a line. */
static bool holds_on(const char *at)
{
	static const char *const marks[] = {"，", "。", "、", "；", "：", "！", "？", "）",
		"》", "”", "’", ",", ".", ";", ")"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text_starts(at, marks[i]))
			return true;
	return false;
}

static size_t character_length(const char *at)
{
	size_t length = text_utf8_length(at, strlen(at));

	return length ? length : 1;
}

/*
 * The bytes that may not be divided: a word with the blanks before it, or one wide character
 * with the punctuation behind it.
 */
static size_t unit_length(const char *at)
{
	size_t length = strspn(at, " ");

	if (character_length(at + length) == 3) {
		length += 3;
	} else {
		while (at[length] && at[length] != ' ' && at[length] != '\n' &&
			character_length(at + length) != 3)
			length += character_length(at + length);
	}
	while (at[length] && holds_on(at + length))
		length += character_length(at + length);
	return length;
}

void report_user(const struct face *face, const struct lab_result *lab, int indent)
{
	if (!lab->replaced || (lab->user < 0 && face->machine->facts[FACT_UID] != 0))
		return;
	fprintf(face->out, "%*s", indent, "");
	if (lab->user < 0)
		fputs(M_RAN_AS_ROOT, face->out);
	else
		fprintf(face->out, M_RAN_AS_USER, lab->user);
}

void report_left_out(const struct face *face, const struct lab_result *lab, int indent)
{
	int count = 0;

	for (const struct run_list *at = lab->left_out; at; at = at->next)
		count++;
	if (count == 0)
		return;
	fprintf(face->out, "%*s", indent, "");
	fprintf(face->out, M_CHECK_LEFT_OUT, count);
}

/* Of a word that no line has room for, as a long path, the bytes that fill one. */
static size_t length_within(const char *text, size_t length, int columns)
{
	char part[512];
	size_t fitting = strspn(text, " ");

	while (fitting < length) {
		size_t next = fitting + character_length(text + fitting);

		snprintf(part, sizeof part, "%.*s", (int)next, text);
		if (text_columns(part + strspn(part, " ")) > columns)
			break;
		fitting = next;
	}
	return fitting < length && fitting > strspn(text, " ") ? fitting : length;
}

static void print_wrapped(FILE *out, const char *text, int indent, int width)
{
	int column = indent;

	while (*text) {
		char unit[512];
		size_t length = unit_length(text);
		size_t blanks = strspn(text, " ");
		int columns;

		if (*text == '\n') {
			fprintf(out, "\n%*s", indent, "");
			column = indent;
			text++;
			continue;
		}
		length = length_within(text, length ? length : 1, width - indent);
		snprintf(unit, sizeof unit, "%.*s", (int)length, text);
		columns = text_columns(unit);
		if (column > indent && column + columns > width) {
			fprintf(out, "\n%*s", indent, "");
			column = indent;
			fputs(unit + blanks, out);
			column += columns - (int)blanks;
		} else {
			fputs(unit, out);
			column += columns;
		}
		text += length;
	}
	fputc('\n', out);
}

void report_wrapped(const struct face *face, const char *text, int indent)
{
	struct pool pool = {0};

	print_wrapped(
		face->out, text_visible_lines(&pool, text), indent, report_columns(face));
	pool_free(&pool);
}

/* --- fields --------------------------------------------------------------------------- */

void report_field(const struct face *face, int indent, const char *label, const char *text)
{
	if (!text)
		return;
	fprintf(face->out, "%*s", indent, "");
	report_padded(face->out, label, REPORT_LABEL, false);
	report_wrapped(face, text, indent + REPORT_LABEL);
}

/* Evidence is printed as it is, on one line however long, so that it can be copied. */
void report_evidence(
	const struct face *face, int indent, const char *label, const char *text)
{
	if (!text)
		return;
	fprintf(face->out, "%*s", indent, "");
	report_padded(face->out, label, REPORT_LABEL, false);
	fprintf(face->out, "%s\n", report_visible(face, text));
}

/* --- what is not there ---------------------------------------------------------------- */

static void print_indented(const struct face *face, const char *text, int indent)
{
	if (!text)
		return;
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face, text, indent);
}

void report_lack(const struct face *face, const struct lack *lack, int indent)
{
	print_indented(face, report_said(face, lack->reason), indent);
	print_indented(face, report_said(face, lack->remedy), indent);
}

bool report_same_lack(const struct result *one, const struct result *other)
{
	return one->status == other->status && one->lack.reason &&
		said_alike(one->lack.reason, other->lack.reason);
}

bool report_lack_is_new(const struct lab_result *lab, const struct result *result)
{
	if ((result->status != STATUS_ENV && result->status != STATUS_ERROR) ||
		!result->lack.reason)
		return false;
	for (const struct result *at = lab->results; at != result; at = at->next)
		if (report_same_lack(at, result))
			return false;
	return true;
}

void report_lack_once(const struct face *face, const struct lab_result *lab,
	const struct result *result, int indent)
{
	if (report_lack_is_new(lab, result))
		report_lack(face, &result->lack, indent);
}
