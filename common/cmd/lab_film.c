/* SPDX-License-Identifier: MIT */
#include "lab_film.h"

#include <string.h>

#include "../base/file.h"
#include "../examine/film_record.h"
#include "../host/source_lines.h"
#include "../report/film_view.h"
#include "../report/film_words.h"
#include "../report/told.h"
#include "face.h"

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
