/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../match/judge.h"

static int fill_line(const struct lab_evidence *evidence, const struct pattern *cells,
	struct table_line *line)
{
	int count = 0;

	for (int i = 0; i < MOST_CELLS; i++)
		line->cells[i] = "";
	for (; cells && count < MOST_CELLS; cells = cells->next)
		line->cells[count++] = judge_cell(evidence, cells);
	return count;
}

static void add_line(const struct lab_evidence *evidence, const struct pattern *cells,
	struct table *table, struct table_line *line)
{
	int count = fill_line(evidence, cells, line);

	if (count > table->columns)
		table->columns = count;
}

struct table table_fill(struct pool *pool, const struct lab_evidence *evidence)
{
	const struct expect *expect = evidence->expect;
	const struct pattern *head = expect->table_head[language];
	struct table table = {0};
	int count = 0;

	for (const struct table_row *row = expect->table; row; row = row->next)
		count++;
	table.rows = pool_alloc(pool, (size_t)count * sizeof *table.rows);
	add_line(evidence, head ? head : expect->table_head[ENGLISH], &table, &table.head);
	for (const struct table_row *row = expect->table; row; row = row->next)
		add_line(evidence, row->cells, &table, &table.rows[table.count++]);
	return table;
}
