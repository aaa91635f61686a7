/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../examine/evidence_folder.h"
#include "../examine/film_record.h"
#include "../examine/film_runs.h"
#include "../report/index_page.h"
#include "../report/lab_page.h"
#include "../report/run_words.h"
#include "../report/told.h"
#include "face.h"
#include "guide.h"
#include "lab_film.h"
#include "labs.h"
#include "messages.h"

/*
 * A page for each lab, with the films of its runs beside it, and a page that leads to them. Each
 * lab is run once: its page and its films are made of the evidence that it was judged by, where
 * that is, which may be in a worker.
 */

/* Puts a page into the folder of the report, so that its file is whole or not there. */
static int write_page(
	struct context *context, const char *file, const char *page, struct err *err)
{
	const char *path = pool_printf(context->pool, "%s/%s", context->options.out, file);

	return file_replace(path, page, strlen(page), err);
}

/* --- films ---------------------------------------------------------------------------- */

static int write_film(struct context *context, const struct examination *examination,
	const struct record *record, struct lab_film *page, struct err *err)
{
	struct pool *pool = context->pool;
	const char *lab = examination->lab->name;

	page->file = pool_printf(pool, "%s.%s.html", lab, page->run);
	return lab_film_write(context, record, lab_page_file(pool, lab),
		pool_printf(pool, "%s/%s", context->options.out, page->file),
		&page->summary, err);
}

static int add_film(struct context *context, const struct examination *examination,
	const struct performed *performed, struct lab_film *page, struct err *err)
{
	const struct face face = face_of(context);
	const struct lack *lack = film_lack(performed->record);

	page->run = run_name(&face, performed);
	if (!lack)
		return write_film(context, examination, performed->record, page, err);
	page->summary = report_said(&face, lack->reason);
	return 0;
}

/* The films of the lab's main runs, which are written; -1 when one of them cannot be. */
static int write_films(struct context *context, const struct examination *examination,
	struct lab_film **last, struct err *err)
{
	const struct lab_evidence *evidence = &examination->evidence;

	for (int i = 0; i < evidence->performed_count; i++) {
		const struct performed *performed = &evidence->performed[i];

		if (!film_is_of(evidence, performed))
			continue;
		*last = pool_alloc(context->pool, sizeof **last);
		if (add_film(context, examination, performed, *last, err) != 0)
			return -1;
		last = &(*last)->next;
	}
	return 0;
}

/* --- pages ---------------------------------------------------------------------------- */

/* An evidence_taker. */
static int write_lab(
	struct context *context, const struct examination *examination, struct err *err)
{
	const struct face face = face_of(context);
	struct lab_film *films = NULL;
	struct told told;

	if (write_films(context, examination, &films, err) != 0)
		return -1;
	told_begin(&told, &face);
	lab_page(&told.face,
		&(struct lab_page){
			.lab = &examination->result,
			.evidence = &examination->evidence,
			.films = films,
			.guide = guide_of(context, examination->lab),
			.folder = evidence_folder(context, examination->lab),
			.copied = examination->copied,
		});
	return write_page(context, lab_page_file(context->pool, examination->lab->name),
		told_end(&told), err);
}

static const struct lab_result *result_of(const struct lab_result *results, int wanted)
{
	while (results && results->number != wanted)
		results = results->next;
	return results;
}

static bool has_page(struct context *context, const struct lab *lab)
{
	const char *file = lab_page_file(context->pool, lab->name);

	return project_exists(
		pool_printf(context->pool, "%s/%s", context->options.out, file));
}

/* Its title, or where its expected file cannot be read its name. */
static const char *title_of(struct context *context, const struct lab *lab)
{
	struct examination examination;
	struct err ignored;

	return examine_prepare(context, lab, &examination, &ignored) == 0
		? note_text(examination.expect.title)
		: lab->name;
}

static int write_index(
	struct context *context, const struct lab_result *results, struct err *err)
{
	const struct face face = face_of(context);
	struct index_line *lines;
	struct told told;
	int count = 0;

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		count++;
	lines = pool_alloc(context->pool, (size_t)count * sizeof *lines);
	count = 0;
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		lines[count++] = (struct index_line){
			.lab = lab,
			.title = title_of(context, lab),
			.result = result_of(results, lab->number),
			.earlier = has_page(context, lab),
		};
	told_begin(&told, &face);
	index_page(&told.face, lines, count, results);
	return write_page(context, "index.html", told_end(&told), err);
}

/* --- the command ---------------------------------------------------------------------- */

/* Is there the folder of the pages, and may they be written there? Before anything is run. */
static int make_folder(struct context *context, struct err *err)
{
	const char *asked = context->options.out;
	const char *path = asked
		? project_caller_path(context->pool, &context->project, asked)
		: pool_printf(context->pool, "%s/report", context->project.build);

	context->options.out = path;
	if (project_make_folder(context->pool, path, err) != 0)
		return -1;
	if (access(pool_printf(context->pool, "%s/.", path), W_OK | X_OK) == 0)
		return 0;
	return err_errno(err, "%s", path);
}

static void tell(const struct examination *examination, void *context)
{
	reporter_text.lab(context, &examination->result);
}

int command_report(struct context *context)
{
	struct face face = face_of(context);
	const struct lab_result *results;
	struct err err;
	int status;

	if (choose_jobs(context) != 0)
		return EXIT_USAGE;
	if (make_folder(context, &err) != 0) {
		complain(M_REPORT_FOLDER, err.message);
		return EXIT_USAGE;
	}
	context->options.narrow = true; /* as make lab3 */
	context->take = write_lab;
	status = examine_each(context, 1, tell, &face, &results);
	if (!results)
		return status;
	if (write_index(context, results, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	putchar('\n');
	report_closing_line(stdout, results);
	printf(M_REPORT_WRITTEN, context->options.out);
	return status;
}
