/* SPDX-License-Identifier: MIT */
#include "map_table.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum { COLUMNS = 5, KIBI = 1024, MOST_ROWS = 120, WIDTH = 80 };

/* One line of the table: range, size, permissions, resident part and name. */
struct row {
	char mark; /* '+', '-', '~', or ' ' */
	const char *cells[COLUMNS];
	const char *before; /* what it was, or NULL */
};

/* --- cells ---------------------------------------------------------------------------- */

/* As the kernel prints it, so that it can be found in the evidence. */
static const char *range_text(struct pool *pool, number start, number end)
{
	return pool_printf(
		pool, "%08llx-%08llx", (unsigned long long)start, (unsigned long long)end);
}

static const char *kibi_text(struct pool *pool, number bytes)
{
	return number_text(pool, bytes / KIBI, false);
}

static const char *resident_text(struct pool *pool, const struct mapping *mapping)
{
	number rss;

	return mapping_field(mapping, "Rss", &rss) ? kibi_text(pool, rss) : "-";
}

static const char *name_text(struct pool *pool, const struct mapping *mapping)
{
	return *mapping->path ? text_visible(pool, mapping->path, strlen(mapping->path), 0)
			      : M_MAP_ANONYMOUS;
}

const char *map_table_mapping(const struct face *face, const struct mapping *mapping)
{
	return pool_printf(face->pool, "%s %s %s",
		range_text(face->pool, mapping->start, mapping->end), mapping->perms,
		name_text(face->pool, mapping));
}

static void fill_cells(struct pool *pool, struct row *row, const struct mapping *mapping,
	number start, number end)
{
	bool whole = start == mapping->start && end == mapping->end;

	row->cells[0] = range_text(pool, start, end);
	row->cells[1] = kibi_text(pool, end - start);
	row->cells[2] = mapping->perms;
	row->cells[3] = whole ? resident_text(pool, mapping) : "";
	row->cells[4] = name_text(pool, mapping);
}

static const char *append(struct pool *pool, const char *text, const char *part)
{
	return pool_printf(pool, "%s%s%s", text, *text ? ", " : "", part);
}

/* Only what is different now. */
static const char *before_text(struct pool *pool, const struct map_change *change)
{
	const struct mapping *was = change->before;
	const struct mapping *is = change->mapping;
	const char *resident = resident_text(pool, was);
	const char *text = "";

	if (change->befores > 1)
		return pool_printf(pool, M_MAP_JOINED, change->befores);
	if (was->start != is->start || was->end != is->end)
		text = append(pool, text, range_text(pool, was->start, was->end));
	if (strcmp(was->perms, is->perms) != 0)
		text = append(pool, text, was->perms);
	if (strcmp(was->path, is->path) != 0 || was->inode != is->inode ||
		was->offset != is->offset)
		text = append(pool, text, name_text(pool, was));
	if (strcmp(resident, resident_text(pool, is)) != 0)
		text = append(pool, text, pool_printf(pool, M_MAP_WAS_RESIDENT, resident));
	return pool_printf(pool, M_MAP_BEFORE, text);
}

/* --- rows ----------------------------------------------------------------------------- */

static void print_mark(const struct face *face, char mark)
{
	const char *colour = mark == '+' ? "32" : mark == '-' ? "31" : "33";

	if (face->colour && mark != ' ')
		fprintf(face->out, "  \033[%sm%c\033[0m ", colour, mark);
	else
		fprintf(face->out, "  %c ", mark);
}

/* What it was, behind the row, or beneath it where the row would become too long. */
static void print_before(const struct face *face, const struct row *row, int columns)
{
	bool fits = columns + (int)strlen("   ") + text_columns(row->before) <= WIDTH;

	fprintf(face->out, fits ? "   %s" : "\n      %s", row->before);
}

static void print_row(
	const struct face *face, const struct row *row, const int widths[COLUMNS])
{
	int columns = (int)strlen("  + ") + text_columns(row->cells[COLUMNS - 1]);

	print_mark(face, row->mark);
	for (int i = 0; i < COLUMNS - 1; i++) {
		report_padded(face->out, row->cells[i], widths[i], i % 2 == 1);
		fputs("  ", face->out);
		columns += widths[i] + (int)strlen("  ");
	}
	fputs(row->cells[COLUMNS - 1], face->out);
	if (row->before)
		print_before(face, row, columns);
	fputc('\n', face->out);
}

static void print_rows(
	const struct face *face, const struct row *rows, int count, const char *file)
{
	const struct row head = {.mark = ' ',
		.cells = {
			M_MAP_RANGE, M_MAP_SIZE, M_MAP_ACCESS, M_MAP_RESIDENT, M_MAP_NAME}};
	int left_out = count > MOST_ROWS ? count - MOST_ROWS : 0;
	int widths[COLUMNS] = {0};

	for (int i = -1; i < count; i++)
		for (int column = 0; column < COLUMNS; column++) {
			const char *cell = (i < 0 ? &head : &rows[i])->cells[column];

			if (text_columns(cell) > widths[column])
				widths[column] = text_columns(cell);
		}
	print_row(face, &head, widths);
	for (int i = 0; i < count; i++) {
		if (left_out && i == MOST_ROWS / 2) {
			fprintf(face->out, "    ");
			fprintf(face->out, M_RUN_MORE, left_out,
				report_visible(face, file));
			i += left_out;
		}
		print_row(face, &rows[i], widths);
	}
}

void map_table(const struct face *face, const struct maps *maps, const char *file)
{
	struct row *rows = pool_alloc(face->pool, (size_t)maps->count * sizeof *rows);

	for (int i = 0; i < maps->count; i++) {
		const struct mapping *mapping = &maps->at[i];

		rows[i].mark = ' ';
		fill_cells(face->pool, &rows[i], mapping, mapping->start, mapping->end);
	}
	print_rows(face, rows, maps->count, file);
}

void map_table_changes(
	const struct face *face, const struct map_change *changes, const char *file)
{
	static const char marks[] = {
		[MAP_NEW] = '+', [MAP_GONE] = '-', [MAP_CHANGED] = '~'};
	struct row *rows;
	int count = 0;

	for (const struct map_change *at = changes; at; at = at->next)
		count++;
	rows = pool_alloc(face->pool, (size_t)count * sizeof *rows);
	count = 0;
	for (const struct map_change *at = changes; at; at = at->next) {
		struct row *row = &rows[count++];

		row->mark = marks[at->kind];
		fill_cells(face->pool, row, at->mapping, at->start, at->end);
		if (at->kind == MAP_CHANGED)
			row->before = before_text(face->pool, at);
	}
	print_rows(face, rows, count, file);
}
