/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../base/text.h"
#include "../match/judge.h"

/* --- filling -------------------------------------------------------------------------- */

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

static void fill_line(const struct lab_evidence *evidence, const struct pattern *cells,
	struct table *table, struct table_line *line)
{
	int count = 0;

	for (int i = 0; i < MOST_CELLS; i++)
		line->cells[i] = "";
	for (; cells && count < MOST_CELLS; cells = cells->next)
		line->cells[count++] = judge_cell(evidence, cells);
	if (count > table->columns)
		table->columns = count;
}

struct table table_fill(
	struct pool *pool, const struct expect *expect, const struct lab_evidence *evidence)
{
	const struct pattern *head = expect->table_head[language];
	struct table table = {0};
	int count = 0;

	for (const struct table_row *row = expect->table; row; row = row->next)
		count++;
	table.rows = pool_alloc(pool, (size_t)count * sizeof *table.rows);
	fill_line(evidence, head ? head : expect->table_head[ENGLISH], &table, &table.head);
	for (const struct table_row *row = expect->table; row; row = row->next)
		if (tells(evidence, row))
			fill_line(evidence, row->cells, &table, &table.rows[table.count++]);
	return table;
}

/* --- printing ------------------------------------------------------------------------- */

static void widen(int widths[MOST_CELLS], const struct table_line *line, int count)
{
	for (int i = 0; i < count; i++)
		if (text_columns(line->cells[i]) > widths[i])
			widths[i] = text_columns(line->cells[i]);
}

static void print_row(const struct face *face, const int widths[MOST_CELLS],
	const struct table_line *line, int count, int indent)
{
	fprintf(face->out, "%*s", indent, "");
	for (int i = 0; i < count; i++)
		report_padded(face->out, line->cells[i], widths[i] + 3 * (i > 0), true);
	fputc('\n', face->out);
}

void table_print(const struct face *face, const struct expect *expect,
	const struct lab_evidence *evidence, int indent)
{
	const struct table table = table_fill(face->pool, expect, evidence);
	int widths[MOST_CELLS] = {0};

	if (!expect->table)
		return;
	widen(widths, &table.head, table.columns);
	for (int i = 0; i < table.count; i++)
		widen(widths, &table.rows[i], table.columns);
	print_row(face, widths, &table.head, table.columns, indent);
	for (int i = 0; i < table.count; i++)
		print_row(face, widths, &table.rows[i], table.columns, indent);
}
