/* SPDX-License-Identifier: MIT */
#include "picture_pages.h"

#include <string.h>

#include "../match/faults.h"
#include "messages.h"

enum { PAGES_A_ROW = 64, MOST_DRAWN = 1 << 22 }; /* pages: 16 GiB of memory */

/* Which pages have faulted: a character for each. False where nobody knows. */
static bool mark_pages(
	const struct scope *scope, number start, number page, char *pages, size_t count)
{
	const struct record *record = scope->performed->record;
	struct fault_choice choice = faults_all();
	struct blocked blocked;

	choice.who = "user"; /* the machine may tell of no others */
	if (!faults_are_known(record, &choice, &blocked))
		return false;
	memset(pages, '.', count);
	for (int i = 0; i < record->fault_log->count; i++) {
		const struct fault *fault = &record->fault_log->faults[i];
		number at = (fault->address - start) / page;

		if (fault->pid == record->pid && fault->address >= start &&
			at < (number)count)
			pages[at] = '#';
	}
	return true;
}

static size_t row_length(size_t count, size_t row)
{
	size_t left = count - row * PAGES_A_ROW;

	return left < PAGES_A_ROW ? left : PAGES_A_ROW;
}

/* How many rows behind this one are full and like it. */
static size_t rows_alike(const char *pages, size_t count, size_t row)
{
	const char *first = pages + row * PAGES_A_ROW;
	size_t alike = 0;

	while (row + alike + 1 < (count + PAGES_A_ROW - 1) / PAGES_A_ROW &&
		row_length(count, row + alike + 1) == PAGES_A_ROW &&
		memcmp(first, first + (alike + 1) * PAGES_A_ROW, PAGES_A_ROW) == 0)
		alike++;
	return alike;
}

static void draw_rows(const struct face *face, const char *pages, size_t count, int indent)
{
	size_t rows = (count + PAGES_A_ROW - 1) / PAGES_A_ROW;

	for (size_t row = 0; row < rows; row++) {
		size_t alike = rows_alike(pages, count, row);

		fprintf(face->out, "%*s%.*s\n", indent + 4, "", (int)row_length(count, row),
			pages + row * PAGES_A_ROW);
		if (alike < 2)
			continue;
		fprintf(face->out, "%*s: ", indent + 4, "");
		fprintf(face->out, M_PICTURE_PAGES_ROWS, PAGES_A_ROW, (int)alike);
		row += alike;
	}
}

void picture_pages(const struct face *face, const struct scope *scope,
	const struct range *range, int indent)
{
	number page = evidence_find_fact(scope->evidence, "page")->value;
	struct quantity start;
	struct quantity end;
	struct blocked blocked;
	size_t count;
	char *pages;

	if (!evaluate(range->start, scope, &start, &blocked) ||
		!evaluate(range->end, scope, &end, &blocked) || end.value <= start.value ||
		(end.value - start.value) / page > MOST_DRAWN)
		return;
	start.value -= start.value % page;
	count = (size_t)((end.value - start.value + page - 1) / page);
	pages = pool_alloc(face->pool, count);
	if (!mark_pages(scope, start.value, page, pages, count))
		return;
	fprintf(face->out, "\n%*s", indent, "");
	fprintf(face->out, M_PICTURE_PAGES_HEAD,
		number_text(face->pool, (number)count, false), scope->performed->run->name);
	draw_rows(face, pages, count, indent);
}
