/* SPDX-License-Identifier: MIT */
#include "page_table.h"

#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "messages.h"
#include "table.h"

enum { BAR = 1000 }; /* the length of the longest bar, in units */

/* --- what can be drawn ---------------------------------------------------------------- */

/*
 * What a cell counts: "4096", "4096 KiB", "52480, SIGSEGV"; -1 where it is an address, a name or
 * nothing.
 */
static number counted(const char *cell)
{
	size_t digits = strspn(cell, "0123456789");
	const char *rest = cell + digits;

	if (digits == 0 || digits > 18 || (*rest && *rest != ' ' && *rest != ','))
		return -1;
	return strtoll(cell, NULL, 10);
}

static number greatest(const struct table *table, int column)
{
	number most = 0;

	for (int i = 0; i < table->count; i++) {
		number value = counted(table->rows[i].cells[column]);

		most = value > most ? value : most;
	}
	return most;
}

/* Do two cells count the same things, as far as a unit behind the number tells? */
static bool same_unit(const char *one, const char *other)
{
	one += strspn(one, "0123456789");
	other += strspn(other, "0123456789");
	return strcspn(one, ",") == strcspn(other, ",") &&
		strncmp(one, other, strcspn(one, ",")) == 0;
}

/*
 * A column whose cells count something, and all of them the same things; where all are alike,
 * bars would show nothing.
 */
static bool is_drawn(const struct table *table, int column)
{
	const char *first = NULL;
	bool differ = false;

	for (int i = 0; i < table->count; i++) {
		const char *cell = table->rows[i].cells[column];

		if (counted(cell) < 0)
			continue;
		first = first ? first : cell;
		if (!same_unit(first, cell))
			return false;
		differ = differ || counted(first) != counted(cell);
	}
	return differ;
}

static bool any_drawn(const struct table *table)
{
	for (int column = 1; column < table->columns; column++)
		if (is_drawn(table, column))
			return true;
	return false;
}

/* --- bars ----------------------------------------------------------------------------- */

/* What a row is called: its cells up to the first that is drawn or is an address. */
static const char *row_name(struct pool *pool, const struct table *table, int row)
{
	const struct table_line *line = &table->rows[row];
	const char *name = line->cells[0];

	for (int i = 1; i < table->columns && !is_drawn(table, i); i++)
		if (strncmp(line->cells[i], "0x", 2) != 0)
			name = pool_printf(pool, "%s, %s", name, line->cells[i]);
	return name;
}

static void print_bar(const struct face *face, const struct table *table, int row,
	int column, number most)
{
	const char *cell = table->rows[row].cells[column];
	number value = counted(cell);

	fprintf(face->out, "<li><span>");
	html_text(face, row_name(face->pool, table, row));
	fprintf(face->out,
		"</span><svg viewBox=\"0 0 %d 10\" preserveAspectRatio=none "
		"aria-hidden=true>",
		BAR);
	if (value > 0)
		fprintf(face->out, "<rect width=%d height=10 />",
			(int)((double)value / (double)most * BAR + 0.5));
	fprintf(face->out, "</svg> ");
	html_element(face, "b", cell);
	fprintf(face->out, "</li>\n");
}

static void print_bars(const struct face *face, const struct table *table, int column)
{
	number most = greatest(table, column);

	fprintf(face->out, "<figure><figcaption>");
	html_text(face,
		pool_printf(face->pool, M_REPORT_BY, table->head.cells[column],
			table->head.cells[0]));
	fprintf(face->out, "</figcaption><ul class=bars>\n");
	for (int i = 0; i < table->count; i++)
		print_bar(face, table, i, column, most);
	fprintf(face->out, "</ul></figure>\n");
}

static void print_chart(const struct face *face, const struct table *table)
{
	html_element(face, "p", M_REPORT_BARS);
	fprintf(face->out, "<div class=chart>\n");
	for (int column = 1; column < table->columns; column++)
		if (is_drawn(table, column))
			print_bars(face, table, column);
	fprintf(face->out, "</div>\n");
}

/* --- the table ------------------------------------------------------------------------ */

static void print_line(const struct face *face, const struct table_line *line, int columns,
	const char *name)
{
	fprintf(face->out, "<tr>");
	for (int i = 0; i < columns; i++)
		html_element(face, name, line->cells[i]);
	fprintf(face->out, "</tr>\n");
}

void page_table(const struct face *face, const struct lab_evidence *evidence)
{
	const struct table table = table_fill(face->pool, evidence->expect, evidence);

	if (table.count == 0)
		return;
	fprintf(face->out, "<section>\n");
	html_element(face, "h2", M_REPORT_TABLE);
	if (any_drawn(&table))
		print_chart(face, &table);
	fprintf(face->out, "<div class=wide tabindex=0><table><thead>\n");
	print_line(face, &table.head, table.columns, "th");
	fprintf(face->out, "</thead><tbody>\n");
	for (int i = 0; i < table.count; i++)
		print_line(face, &table.rows[i], table.columns, "td");
	fprintf(face->out, "</tbody></table></div>\n</section>\n");
}
