/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

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
	struct table table = {0};
	int count = 0;

	for (const struct table_row *row = expect->table; row; row = row->next)
		count++;
	table.rows = pool_alloc(pool, (size_t)count * sizeof *table.rows);
	fill_line(evidence, expect_table_head(expect, language), &table, &table.head);
	for (const struct table_row *row = expect->table; row; row = row->next)
		if (tells(evidence, row))
			fill_line(evidence, row->cells, &table, &table.rows[table.count++]);
	return table;
}

/* --- widths --------------------------------------------------------------------------- */

/* The columns of a table: how wide each is, and how far apart they stand. */
struct layout {
	int widths[MOST_CELLS];
	int least[MOST_CELLS]; /* with a head whose words stand beneath each other */
	int gap;
};

enum { WIDEST_GAP = 3, MOST_HEAD = 6 }; /* lines of a head */

static int largest(int a, int b)
{
	return a > b ? a : b;
}

/* The columns of the longest word. */
static int longest_word(struct pool *pool, const char *text)
{
	int most = 0;

	while (*text) {
		size_t length = strcspn(text, " ");

		most = largest(most, text_columns(pool_copy(pool, text, length)));
		text = text_skip_blanks(text + length);
	}
	return most;
}

static void measure(struct pool *pool, const struct table *table, struct layout *layout)
{
	for (int i = 0; i < table->columns; i++) {
		int *least = &layout->least[i];

		*least = longest_word(pool, table->head.cells[i]);
		for (int j = 0; j < table->count; j++)
			*least = largest(*least, text_columns(table->rows[j].cells[i]));
		layout->widths[i] = largest(*least, text_columns(table->head.cells[i]));
	}
}

static int total_width(const struct layout *layout, int columns)
{
	int total = (columns - 1) * layout->gap;

	for (int i = 0; i < columns; i++)
		total += layout->widths[i];
	return total;
}

/* The column of which the head can give most; -1 when none can give any. */
static int widest_head(const struct layout *layout, int columns)
{
	int found = -1;
	int most = 0;

	for (int i = 0; i < columns; i++)
		if (layout->widths[i] - layout->least[i] > most) {
			most = layout->widths[i] - layout->least[i];
			found = i;
		}
	return found;
}

/* A head that is too wide is divided into lines; if that is not enough, columns move together. */
static void fit(struct layout *layout, int columns, int room)
{
	int column;

	layout->gap = WIDEST_GAP;
	while (total_width(layout, columns) > room &&
		(column = widest_head(layout, columns)) >= 0)
		layout->widths[column]--;
	while (total_width(layout, columns) > room && layout->gap > 1)
		layout->gap--;
}

/* --- printing ------------------------------------------------------------------------- */

static void print_row(const struct face *face, const struct layout *layout,
	const struct table_line *line, int count, int indent)
{
	while (count > 0 && !*line->cells[count - 1])
		count--;
	fprintf(face->out, "%*s", indent, "");
	for (int i = 0; i < count; i++)
		report_padded(face->out, line->cells[i],
			layout->widths[i] + layout->gap * (i > 0), true);
	fputc('\n', face->out);
}

/* Takes from `*text` the words that fit into one line of the column. */
static const char *take_words(struct pool *pool, const char **text, int width)
{
	const char *start = *text;
	const char *end = start;

	while (*end) {
		const char *next = text_skip_blanks(end);

		next += strcspn(next, " ");
		if (end > start &&
			text_columns(pool_copy(pool, start, (size_t)(next - start))) >
				width)
			break;
		end = next;
	}
	*text = text_skip_blanks(end);
	return pool_copy(pool, start, (size_t)(end - start));
}

/* The lines of the head, which has as many as its highest cell; the others end on the last. */
static void print_head(const struct face *face, const struct layout *layout,
	const struct table *table, int indent)
{
	struct table_line lines[MOST_HEAD] = {{{NULL}}};
	int counts[MOST_CELLS] = {0};
	int most = 1;

	for (int i = 0; i < table->columns; i++) {
		const char *rest = table->head.cells[i];

		while (*rest && counts[i] < MOST_HEAD)
			lines[counts[i]++].cells[i] =
				take_words(face->pool, &rest, layout->widths[i]);
		most = largest(most, counts[i]);
	}
	for (int j = 0; j < most; j++) {
		struct table_line line;

		for (int i = 0; i < table->columns; i++) {
			int at = j - (most - counts[i]);

			line.cells[i] = at >= 0 ? lines[at].cells[i] : "";
		}
		print_row(face, layout, &line, table->columns, indent);
	}
}

void table_print(const struct face *face, const struct expect *expect,
	const struct lab_evidence *evidence, int indent)
{
	const struct table table = table_fill(face->pool, expect, evidence);
	struct layout layout = {.gap = WIDEST_GAP};

	if (table.count == 0)
		return;
	measure(face->pool, &table, &layout);
	fit(&layout, table.columns, report_columns(face) - indent);
	print_head(face, &layout, &table, indent);
	for (int i = 0; i < table.count; i++)
		print_row(face, &layout, &table.rows[i], table.columns, indent);
}
