/* SPDX-License-Identifier: MIT */
#include "page_runs.h"

#include <string.h>

#include "../base/text.h"
#include "html.h"
#include "map_table.h"
#include "messages.h"
#include "run_words.h"
#include "told.h"

enum {
	MOST_LINES = 400, /* of one text */
	MOST_BYTES = 400, /* of one line */
	ROOM = 2 << 20,   /* bytes of text, of all runs of the page */
};

/* The evidence that is printed, and how much room there is still. */
struct runs_page {
	const struct face *face;
	size_t room;
};

/* --- texts ---------------------------------------------------------------------------- */

static void begin_text(const struct runs_page *page, const char *title)
{
	fprintf(page->face->out, "<details><summary>");
	html_text(page->face, title);
	fprintf(page->face->out, "</summary><pre tabindex=0>");
}

static void end_text(const struct runs_page *page)
{
	fprintf(page->face->out, "</pre></details>\n");
}

static void print_text(struct runs_page *page, const char *text)
{
	size_t length = strlen(text);

	page->room -= length < page->room ? length : page->room;
	html_lines(page->face, text);
}

static const char *line_text(struct pool *pool, const struct line *line, bool numbered)
{
	const char *text = text_visible(pool, line->text, line->length, MOST_BYTES);

	return numbered ? pool_printf(pool, "%4d  %s\n", line->number, text)
			: pool_printf(pool, "%s\n", text);
}

/* `numbered`: with the numbers by which the checks name them. */
static void print_lines(struct runs_page *page, const char *title,
	const struct lines *lines, const char *file, bool numbered)
{
	int i = 0;

	if (lines->count == 0)
		return;
	begin_text(page, title);
	for (; i < lines->count && i < MOST_LINES && page->room > 0; i++)
		print_text(page, line_text(page->face->pool, &lines->at[i], numbered));
	if (i < lines->count)
		print_text(page,
			pool_printf(page->face->pool, M_RUN_MORE, lines->count - i, file));
	end_text(page);
}

/* --- maps ----------------------------------------------------------------------------- */

/* The name of a pause that the lab's file gives it, else its number. */
static const char *pause_name(
	struct pool *pool, const struct run_spec *run, int number_of_pause)
{
	const struct word *word = run->pauses;

	for (int i = 1; word && i < number_of_pause; i++)
		word = word->next;
	return word ? word->text : pool_printf(pool, "%d", number_of_pause);
}

static void print_map(struct runs_page *page, const char *title, const struct pause *pause)
{
	struct told told;

	if (pause->lack.reason || !pause->file)
		return;
	begin_text(page, title);
	if (page->room > 0) {
		told_begin(&told, page->face);
		map_table(&told.face, &pause->maps, pause->file);
		print_text(page, told_end(&told));
	} else {
		print_text(page, pause->file);
	}
	end_text(page);
}

static void print_maps(struct runs_page *page, const struct performed *performed)
{
	const struct record *record = performed->record;
	struct pool *pool = page->face->pool;

	for (int i = 0; i < record->pause_count; i++)
		print_map(page,
			pool_printf(pool, M_REPORT_MAP,
				pause_name(pool, performed->run, i + 1)),
			&record->pauses[i]);
	if (record->last)
		print_map(page, M_REPORT_LAST_MAP, record->last);
}

/* --- runs ----------------------------------------------------------------------------- */

/* Why something of it was not recorded. */
static void print_lacks(const struct runs_page *page, const struct record *record)
{
	const struct said *const reasons[] = {record->untraced.reason,
		record->uncounted.reason, record->unlisted.reason, record->unpaused.reason};

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i])
			html_element(page->face, "p", report_said(page->face, reasons[i]));
}

static void print_run(struct runs_page *page, const struct performed *performed)
{
	const struct face *face = page->face;
	const struct record *record = performed->record;

	fprintf(face->out, "<details class=run><summary>");
	html_element(face, "b", run_name(face, performed));
	fputc(' ', face->out);
	html_text(face, run_summary(face, performed));
	fprintf(face->out, "</summary>\n");
	if (record->command) {
		fprintf(face->out, "<p>");
		html_element(face, "code", record->command);
		fprintf(face->out, "</p>\n");
	}
	print_lacks(page, record);
	print_lines(page, M_REPORT_PRINTED, &record->out, record->out_file, false);
	print_lines(page, M_REPORT_COMPLAINED, &record->err, record->err_file, false);
	print_lines(page, M_REPORT_CALLS, &record->trace.lines, record->log_file, true);
	print_maps(page, performed);
	fprintf(face->out, "</details>\n");
}

void page_runs(const struct face *face, const struct lab_evidence *evidence)
{
	struct runs_page page = {.face = face, .room = ROOM};

	for (int i = 0; i < evidence->performed_count; i++)
		print_run(&page, &evidence->performed[i]);
}
