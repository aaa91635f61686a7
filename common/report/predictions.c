/* SPDX-License-Identifier: MIT */
#include "predictions.h"

#include "../base/text.h"
#include "messages.h"

enum { GAP = 3, NARROW = 18 }; /* columns between cells; of a cell in a crowded table */

/* --- answers as they are read --------------------------------------------------------- */

static const char *options_text(struct pool *pool, const struct answer *answer)
{
	const char *text = "";

	for (int i = 0; i < answer->count; i++)
		text = text_listed(
			pool, text, M_LIST_COMMA, note_text(answer->options[i]->text));
	return text;
}

/* Numbers that are compared are written in one base. */
static const char *answer_text(
	const struct face *face, const struct prediction *at, const struct answer *answer)
{
	return at->ask->kind == ASK_NUMBER
		? number_text(face->pool, answer->value, at->measured.hex)
		: options_text(face->pool, answer);
}

static const char *predicted_text(const struct face *face, const struct prediction *at)
{
	const char *text = answer_text(face, at, &at->predicted);
	const char *unit = note_text(at->ask->unit);

	return unit ? pool_printf(face->pool, "%s %s", text, unit) : text;
}

static const char *measured_text(const struct face *face, const struct prediction *at)
{
	return at->has_answer ? answer_text(face, at, &at->measured) : "-";
}

static const char *verdict(const struct prediction *at)
{
	return !at->has_answer ? "" : at->right ? M_PREDICTED_RIGHT : M_PREDICTED_WRONG;
}

/* --- rows ----------------------------------------------------------------------------- */

struct row {
	const char *about;
	const char *predicted;
	const char *measured;
	const char *verdict;
	struct row *next;
};

static struct row *rows_of(const struct face *face, const struct prediction *predictions)
{
	struct row *first = NULL;
	struct row **last = &first;

	for (const struct prediction *at = predictions; at; at = at->next) {
		if (!at->is_predicted)
			continue;
		*last = pool_alloc(face->pool, sizeof **last);
		**last = (struct row){
			.about = note_text(at->ask->about),
			.predicted = predicted_text(face, at),
			.measured = measured_text(face, at),
			.verdict = verdict(at),
		};
		last = &(*last)->next;
	}
	return first;
}

/* The columns of a table, and how wide the answers of a row in it may be. */
struct columns {
	int about;
	int predicted;
	int measured;
	int most;
};

static int wider(int columns, const char *text)
{
	return text_columns(text) > columns ? text_columns(text) : columns;
}

static bool is_narrow(const struct row *row, int most)
{
	return text_columns(row->predicted) <= most && text_columns(row->measured) <= most;
}

static struct columns columns_for(const struct row *rows, int most)
{
	struct columns columns = {.most = most};

	columns.about = wider(0, M_PREDICTED_TITLE);
	columns.measured = wider(0, M_PREDICTED_MEASURED);
	for (const struct row *at = rows; at; at = at->next) {
		if (!is_narrow(at, most))
			continue;
		columns.about = wider(columns.about, at->about);
		columns.predicted = wider(columns.predicted, at->predicted);
		columns.measured = wider(columns.measured, at->measured);
	}
	return columns;
}

static int width(const struct columns *columns)
{
	return columns->about + GAP + columns->predicted + GAP + columns->measured + GAP +
		wider(wider(0, M_PREDICTED_RIGHT), M_PREDICTED_WRONG);
}

/* All rows in the columns that they need; else those with short answers; else none. */
static struct columns choose_columns(
	const struct face *face, const struct row *rows, int indent)
{
	int room = face->columns - indent;
	struct columns columns = columns_for(rows, room);

	if (width(&columns) > room)
		columns = columns_for(rows, NARROW);
	if (width(&columns) > room)
		columns = columns_for(rows, -1);
	return columns;
}

static void print_cells(
	const struct face *face, const struct row *row, const struct columns *columns)
{
	report_padded(face->out, row->about, columns->about, false);
	report_padded(face->out, row->predicted, GAP + columns->predicted, true);
	report_padded(face->out, row->measured, GAP + columns->measured, true);
	fprintf(face->out, "%*s%s\n", *row->verdict ? GAP : 0, "", row->verdict);
}

/* What has no room in the columns goes below. */
static void print_stacked(const struct face *face, const struct row *row, int indent)
{
	const char *answers =
		pool_printf(face->pool, M_PREDICTED_BOTH, row->predicted, row->measured);

	report_wrapped(face, row->about, indent);
	indent += GAP;
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face,
		*row->verdict ? pool_printf(face->pool, "%s - %s", answers, row->verdict)
			      : answers,
		indent);
}

/* --- the whole ------------------------------------------------------------------------ */

static void print_table(const struct face *face, const struct row *rows, int indent)
{
	const struct row head = {.about = M_PREDICTED_TITLE,
		.predicted = "",
		.measured = M_PREDICTED_MEASURED,
		.verdict = ""};
	const struct columns columns = choose_columns(face, rows, indent);

	fprintf(face->out, "%*s", indent, "");
	if (columns.most < 0)
		fprintf(face->out, "%s\n", M_PREDICTED_TITLE);
	else
		print_cells(face, &head, &columns);
	for (const struct row *at = rows; at; at = at->next) {
		fprintf(face->out, "%*s", indent, "");
		if (is_narrow(at, columns.most))
			print_cells(face, at, &columns);
		else
			print_stacked(face, at, indent);
	}
}

static bool is_wrong(const struct prediction *at)
{
	return at->is_predicted && at->has_answer && !at->right;
}

static void print_reason(const struct face *face, const struct prediction *at, int indent)
{
	const char *reason = report_said(face, at->because);

	if (!is_wrong(at) || !reason)
		return;
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face,
		pool_printf(
			face->pool, M_PREDICTED_REASON, predicted_text(face, at), reason),
		indent);
}

bool predictions_fail(const struct prediction *predictions)
{
	for (; predictions; predictions = predictions->next)
		if (is_wrong(predictions))
			return true;
	return false;
}

void predictions_print(
	const struct face *face, const struct prediction *predictions, int indent)
{
	const struct row *rows = rows_of(face, predictions);

	if (!rows)
		return;
	print_table(face, rows, indent);
	for (const struct prediction *at = predictions; at; at = at->next)
		print_reason(face, at, indent);
}
