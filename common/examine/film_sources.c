/* SPDX-License-Identifier: MIT */
#include "film_sources.h"

#include "../host/source_lines.h"

static void fill(struct source_lines *lines, struct film_event *event)
{
	struct source_place place =
		source_lines_find(lines, event->code, event->code_offset);

	if (place.function)
		event->function = place.function;
	event->source = place.source;
	event->source_line = place.line;
	event->source_text = place.text;
}

void film_sources_fill(struct pool *pool, struct film *film)
{
	struct source_lines *lines = source_lines_open(pool);

	for (int i = 0; lines && i < film->count; i++)
		if (film->events[i].code)
			fill(lines, &film->events[i]);
	if (lines)
		source_lines_close(lines);
}
