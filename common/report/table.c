/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../base/text.h"
#include "../match/judge.h"

/* A row of the table; NULL cells end it. Returns how many there are. */
static int fill_row(const struct lab_evidence *evidence, const struct pattern *cells,
	const char *texts[MOST_CELLS])
{
	int count = 0;

	for (; cells && count < MOST_CELLS; cells = cells->next)
		texts[count++] = judge_cell(evidence, cells);
	return count;
}

static void widen(int widths[MOST_CELLS], const char *const *texts, int count)
{
	for (int i = 0; i < count; i++)
		if (text_columns(texts[i]) > widths[i])
			widths[i] = text_columns(texts[i]);
}

static void print_row(const struct face *face, const int widths[MOST_CELLS],
	const char *const *texts, int count, int indent)
{
	fprintf(face->out, "%*s", indent, "");
	for (int i = 0; i < count; i++)
		report_padded(face->out, texts[i], widths[i] + 3 * (i > 0), true);
	fputc('\n', face->out);
}

static const struct pattern *head_of(const struct expect *expect)
{
	const struct pattern *head = expect->table_head[language];

	return head ? head : expect->table_head[ENGLISH];
}

static bool shows_value(const struct lab_evidence *evidence, const struct pattern *cell)
{
	const char *text;

	for (const struct piece *at = cell->pieces; at; at = at->next)
		if (at->kind == PIECE_VALUE)
			return judge_text(evidence, cell, &text);
	return false;
}

/* A row without a value, of a run that was left out, has nothing to tell. */
static bool tells(const struct lab_evidence *evidence, const struct table_row *row)
{
	for (const struct pattern *cell = row->cells; cell; cell = cell->next)
		if (shows_value(evidence, cell))
			return true;
	return false;
}

void table_print(const struct face *face, const struct expect *expect,
	const struct lab_evidence *evidence, int indent)
{
	const struct pattern *head = head_of(expect);
	const char *texts[MOST_CELLS] = {0};
	int widths[MOST_CELLS] = {0};

	if (!expect->table)
		return;
	widen(widths, texts, fill_row(evidence, head, texts));
	for (const struct table_row *row = expect->table; row; row = row->next)
		if (tells(evidence, row))
			widen(widths, texts, fill_row(evidence, row->cells, texts));
	print_row(face, widths, texts, fill_row(evidence, head, texts), indent);
	for (const struct table_row *row = expect->table; row; row = row->next)
		if (tells(evidence, row))
			print_row(face, widths, texts,
				fill_row(evidence, row->cells, texts), indent);
}
