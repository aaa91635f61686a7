/* SPDX-License-Identifier: MIT */
#include "durations.h"

#include <stdio.h>

#include "../base/file.h"
#include "../base/text_builder.h"

static const char *path_of(struct pool *pool, const char *folder)
{
	return pool_printf(pool, "%s/durations", folder);
}

int duration_of(const struct duration *durations, int lab)
{
	for (; durations; durations = durations->next)
		if (durations->lab == lab)
			return durations->milliseconds;
	return -1;
}

void duration_note(
	struct pool *pool, struct duration **durations, int lab, int milliseconds)
{
	struct duration *duration = *durations;

	while (duration && duration->lab != lab)
		duration = duration->next;
	if (!duration) {
		duration = pool_alloc(pool, sizeof *duration);
		duration->lab = lab;
		duration->next = *durations;
		*durations = duration;
	}
	duration->milliseconds = milliseconds;
}

struct duration *durations_parse(struct pool *pool, const struct bytes *text)
{
	struct lines lines = text_lines(pool, text->data, text->size);
	struct duration *durations = NULL;

	for (int i = 0; i < lines.count; i++) {
		int lab, milliseconds;
		char more;

		if (sscanf(lines.at[i].text, "%5d %9d%c", &lab, &milliseconds, &more) ==
				2 &&
			lab > 0 && milliseconds >= 0)
			duration_note(pool, &durations, lab, milliseconds);
	}
	return durations;
}

struct duration *durations_read(struct pool *pool, const char *folder)
{
	struct bytes text;
	struct err ignored;

	if (file_read(pool, path_of(pool, folder), &text, &ignored) != 0)
		return NULL;
	return durations_parse(pool, &text);
}

void durations_write(const char *folder, const struct duration *durations)
{
	struct pool pool = {0};
	struct text_builder builder;
	struct err ignored;
	struct bytes text;

	builder_begin(&builder);
	for (; durations; durations = durations->next)
		fprintf(builder.out, "%d %d\n", durations->lab, durations->milliseconds);
	text = builder_end(&pool, &builder);
	file_replace(path_of(&pool, folder), text.data, text.size, &ignored);
	pool_free(&pool);
}
