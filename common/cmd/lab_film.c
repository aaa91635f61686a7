/* SPDX-License-Identifier: MIT */
#include "lab_film.h"

#include <string.h>

#include "../base/file.h"
#include "../base/folder.h"
#include "../examine/film_lab.h"
#include "../examine/film_record.h"
#include "../examine/prepare.h"
#include "../host/source_lines.h"
#include "../report/film_view.h"
#include "../report/film_words.h"
#include "../report/told.h"
#include "face.h"
#include "labs.h"
#include "messages.h"
#include "program_film.h"

int lab_film_write(struct context *context, const struct record *record, const char *home,
	const char *path, const char **summary, struct err *err)
{
	const struct face face = face_of(context);
	const char *page;
	struct film film;
	struct told told;
	const struct film_view view = {
		.film = &film,
		.record = record,
		.command = record->command,
		.home = home,
		.without_sources = !source_lines_known(),
	};

	if (film_record(context->pool, record, context->machine.facts[FACT_PAGE], &film,
		    err) != 0)
		return -1;
	told_begin(&told, &face);
	film_html(&told.face, &view);
	*summary = film_summary(&face, &film);
	page = told_end(&told);
	return file_replace(path, page, strlen(page), err);
}

/* --- the runs of a lab ---------------------------------------------------------------- */

/* EXIT_PASSED, or the status where there is no film; the reason has been printed. */
static int make_film(
	struct context *context, const struct record *record, struct film *film)
{
	const struct lack *lack = film_lack(record);
	struct err err;

	if (lack) {
		complain_of_lack(context, lack);
		return record->outcome == OUTCOME_UNBUILT ? EXIT_USAGE : EXIT_SKIPPED;
	}
	if (film_record(context->pool, record, context->machine.facts[FACT_PAGE], film,
		    &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_BROKEN;
}

/* EXIT_PASSED, or the status where the lab cannot be performed; the reason has been printed. */
static int perform(struct context *context, const char *kind, int times,
	struct examination *examination)
{
	const struct lab *lab = project_find_lab(&context->project, context->options.lab);
	struct err err;

	if (!lab) {
		err_set(&err, M_NO_SUCH_LAB, context->options.lab,
			project_lab_numbers(context->pool, &context->project));
		print_error(&err);
		return EXIT_USAGE;
	}
	if (examine_refuses(context))
		return EXIT_USAGE;
	if (examine_prepare(context, lab, examination, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (film_lab(context, kind, times, examination, &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_BROKEN;
}

int lab_film_runs(struct context *context, const char *kind, int times,
	struct record records[], struct film films[], const char **stem)
{
	struct examination examination;
	const struct performed *performed;
	int status = perform(context, kind, times, &examination);

	if (status != EXIT_PASSED)
		return status;
	performed = examination.evidence.performed;
	if (examination.evidence.performed_count == 0) {
		complain(M_FILM_NO_RUN, examination.lab->number);
		return EXIT_SKIPPED;
	}
	for (int i = 0; i < times && status == EXIT_PASSED; i++) {
		records[i] = *performed[i].record;
		status = make_film(context, &records[i], &films[i]);
	}
	*stem = pool_printf(
		context->pool, "%s/%s", context->folder.path, performed[0].run->name);
	if (status != EXIT_PASSED)
		folder_close(&context->folder);
	return status;
}
