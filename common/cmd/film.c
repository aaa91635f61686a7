/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../host/source_lines.h"
#include "../report/film_data.h"
#include "face.h"
#include "lab_film.h"
#include "messages.h"
#include "program_film.h"

/* The film of a run of any program: its address space, step by step. */

/* "40..62" or "62"; -1 when it is neither, or the film has no such event. */
static int read_steps(const char *text, int count, int *from, int *to)
{
	char *end;
	long first = strtol(text, &end, 10);
	long last = first;

	if (end == text)
		return -1;
	if (strncmp(end, "..", 2) == 0) {
		const char *second = end + 2;

		last = strtol(second, &end, 10);
		if (end == second)
			return -1;
	} else {
		first--;
	}
	if (*end || first < 0 || last > count || first >= last)
		return -1;
	*from = (int)first;
	*to = (int)last;
	return 0;
}

static int tell_at(const struct face *face, const struct film_view *view, const char *at)
{
	int from;
	int to;

	if (read_steps(at, view->film->count, &from, &to) != 0) {
		complain(M_FILM_WRONG_AT, view->film->count, at);
		return EXIT_USAGE;
	}
	film_text_at(face, view, from, to);
	return EXIT_PASSED;
}

static int tell_data(const struct face *face, const struct film_view *view,
	const struct options *options)
{
	bool printed =
		options->as_json ? film_json(face, view) : film_trace_event(face, view);

	if (printed)
		return EXIT_PASSED;
	complain("%s", M_NO_JANSSON);
	return EXIT_USAGE;
}

/* The page is made in memory, so that a file is whole or not there. */
static int write_page(
	struct context *context, const struct film_view *view, const char *stem)
{
	struct face face = face_of(context);
	const char *asked = context->options.html;
	const char *path = pool_printf(context->pool, "%s.html", stem);
	char *data;
	size_t size;
	struct err err;
	int failed;

	face.out = memory_stream(&data, &size);
	film_html(&face, view);
	fclose(face.out);
	failed = asked
		? file_write(project_caller_path(context->pool, &context->project, asked),
			  data, size, &err)
		: folder_write(&context->folder, path, data, size, &err);
	free(data);
	if (failed) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	printf(M_FILM_WRITTEN, asked ? asked : path);
	return EXIT_PASSED;
}

static int tell(struct context *context, const struct film_view *view, const char *stem)
{
	const struct options *options = &context->options;
	struct face face = face_of(context);

	if (options->at)
		return tell_at(&face, view, options->at);
	if (options->as_json || options->as_trace_event)
		return tell_data(&face, view, options);
	if (options->as_text)
		film_text(&face, view);
	if (!options->as_text || options->html)
		return write_page(context, view, stem);
	return EXIT_PASSED;
}

/* What is filmed, a program or the run of a lab, with its folder open; or the status to exit with. */
static int make(struct context *context, struct record *record, struct film *film,
	const char **stem)
{
	struct subject subject;
	struct compile_result built;
	int status;

	if (context->options.lab)
		return lab_film_runs(context, "films", 1, record, film, stem);
	status = program_prepare(context, "films", &subject, &built);
	if (status != EXIT_PASSED)
		return status;
	*stem = subject.stem;
	status = program_film(context, &subject, &built, record, film);
	if (status != EXIT_PASSED)
		folder_close(&context->folder);
	return status;
}

int command_film(struct context *context)
{
	struct record record;
	struct film film;
	const char *stem;
	int status;

	if (context->options.lab && context->options.words[0]) {
		complain(M_FILM_BOTH, "film");
		return EXIT_USAGE;
	}
	status = make(context, &record, &film, &stem);
	if (status == EXIT_PASSED) {
		const struct film_view view = {
			.film = &film,
			.record = &record,
			.command = record.command,
			.all = context->options.all,
			.without_sources = !source_lines_known(),
		};

		status = tell(context, &view, stem);
		folder_close(&context->folder);
	}
	return status;
}
