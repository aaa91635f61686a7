/* SPDX-License-Identifier: MIT */
#include "filming.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../report/film_words.h"

void filming_recorded(struct pool *pool, struct film *film)
{
	struct fault_log *faults = pool_alloc(pool, sizeof *faults);
	struct film_evidence evidence = {.pid = 1053,
		.faults = faults,
		.page_size = 4096,
		.out = {"before\n", 7},
		.err = {"after\n", 6}};
	struct bytes text;
	struct err err;

	cr_assert_eq(
		file_read(pool, "common/tests/data/film.strace", &evidence.log, &err), 0);
	cr_assert_eq(file_read(pool, "common/tests/data/film.faults", &text, &err), 0);
	cr_assert_eq(faults_parse(pool, text.data, text.size, faults, &err), 0);
	cr_assert_eq(film_make(pool, &evidence, film, &err), 0, "%s", err.message);
}

const char *filming_told(struct pool *pool, const struct film *film, filming_face *tell)
{
	struct record record = {.log_file = "film.log"};
	const struct film_view view = {
		.film = film, .record = &record, .command = "./forked"};
	struct face face = {.pool = pool};
	char *data;
	size_t size;
	const char *text;

	face.out = memory_stream(&data, &size);
	tell(&face, &view);
	fclose(face.out);
	text = pool_copy(pool, data, size);
	free(data);
	return text;
}

const char *filming_events(struct pool *pool, const struct film *film, int first, int last)
{
	const char *text = "";

	for (int i = first; i <= last; i++) {
		const struct film_event *event = &film->events[i];
		const struct film_region *region =
			event->region < 0 ? NULL : &film->regions[event->region];

		text = pool_printf(
			pool, "%sp%d %c", text, event->lane + 1, film_letter(event));
		if (event->kind == FILM_FAULT)
			text = pool_printf(pool, "%s %s", text, film_owner(event));
		else if (event->text)
			text = pool_printf(pool, "%s %.*s", text,
				(int)strcspn(event->text, "( "), event->text);
		if (region && event->kind == FILM_FAULT)
			text = pool_printf(pool, "%s %d/%d", text,
				(int)((event->start - region->start) / 4096) + 1,
				(int)((region->end - region->start) / 4096));
		text = pool_printf(pool, "%s\n", text);
	}
	return text;
}
