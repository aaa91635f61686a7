/* SPDX-License-Identifier: MIT */
#include "film_data.h"
#include "json_text.h"

/*
 * A film for other programs, docs/film.md has the members. "schema" grows by one when a member
 * changes its meaning or goes away. What there may be many of is printed one by one, so that a
 * long film needs no second copy of itself in memory.
 */

enum { FILM_SCHEMA = 1 };

#if __has_include(<jansson.h>)
#include <jansson.h>
#include <string.h>

/* An address is a text, because JSON numbers of that size are not exact everywhere. */
static json_t *address(number value)
{
	char text[32];

	snprintf(text, sizeof text, "0x%llx", (unsigned long long)value);
	return json_string(text);
}

static json_t *whole(number value)
{
	return json_integer((json_int_t)value);
}

/* Events count from 1, and what lives on at the end has no event that ends it. */
static json_t *end_of(const struct film *film, int died)
{
	return died < film->count ? json_integer(died + 1) : json_null();
}

static void print(const struct face *face, json_t *value, bool first)
{
	fputs(first ? "\n" : ",\n", face->out);
	json_dumpf(value, face->out, JSON_COMPACT);
	json_decref(value);
}

/* --- events --------------------------------------------------------------------------- */

static const char *kind_name(enum film_kind kind)
{
	static const char *const names[] = {
		[FILM_CALL] = "call",
		[FILM_FAULT] = "fault",
		[FILM_OUTPUT] = "output",
		[FILM_SIGNAL] = "signal",
		[FILM_EXIT] = "end",
		[FILM_LOOK] = "look",
	};

	return names[kind];
}

static const char *touch_name(enum space_touch touch)
{
	static const char *const names[] = {
		[TOUCH_FIRST] = "first",
		[TOUCH_COPY] = "copy",
		[TOUCH_AGAIN] = "again",
		[TOUCH_REFUSED] = "refused",
		[TOUCH_NOWHERE] = "nowhere",
	};

	return names[touch];
}

static void set(json_t *object, const char *name, json_t *value)
{
	json_object_set_new(object, name, value);
}

static void set_text(
	const struct face *face, json_t *object, const char *name, const char *text)
{
	if (text)
		set(object, name, json_visible(face, text));
}

static void set_fault(
	const struct face *face, json_t *object, const struct film_event *event)
{
	set(object, "address", address(event->address));
	set(object, "touch", json_string(touch_name(event->touch)));
	set(object, "kernel", json_boolean(event->kernel));
	set_text(face, object, "file", event->code);
	if (event->code)
		set(object, "offset", whole(event->code_offset));
	set_text(face, object, "function", event->function);
	set_text(face, object, "source", event->source);
	if (event->source)
		set(object, "source_line", json_integer(event->source_line));
	set_text(face, object, "source_text", event->source_text);
}

static void set_output(const struct face *face, const struct film *film, json_t *object,
	const struct film_event *event)
{
	const struct film_output *output = &film->outputs[event->output];
	const struct bytes *stream = output->is_err ? &film->err : &film->out;

	set(object, "stream", json_string(output->is_err ? "stderr" : "stdout"));
	set_text(face, object, "printed",
		pool_copy(face->pool, stream->data + output->from,
			output->to - output->from));
}

static json_t *event_object(const struct face *face, const struct film *film, int i)
{
	const struct film_event *event = &film->events[i];
	json_t *object = json_pack("{s:i, s:s, s:i, s:i, s:o, s:i, s:o, s:o}", "event",
		i + 1, "kind", kind_name(event->kind), "process", event->lane + 1, "thread",
		event->tid, "time", event->time < 0 ? json_null() : whole(event->time),
		"faults", event->faults, "resident", whole(event->resident), "mapped",
		whole(event->size));

	if (event->line)
		set(object, "line", json_integer(event->line));
	set_text(face, object, "text", event->text);
	if (event->kind == FILM_CALL)
		set(object, "failed", json_boolean(event->failed));
	if (event->kind == FILM_FAULT)
		set_fault(face, object, event);
	if (event->kind == FILM_LOOK) {
		set(object, "come", whole(event->come));
		set(object, "gone", whole(event->gone));
	}
	if (event->kind == FILM_OUTPUT)
		set_output(face, film, object, event);
	if (event->end > event->start) {
		set(object, "start", address(event->start));
		set(object, "end", address(event->end));
	}
	if (event->region >= 0)
		set(object, "region", json_integer(event->region + 1));
	set_text(face, object, "owner", event->owner);
	return object;
}

/* --- the rest ------------------------------------------------------------------------- */

static json_t *process_object(const struct face *face, const struct film *film, int i)
{
	const struct film_lane *lane = &film->lanes[i];

	return json_pack("{s:i, s:i, s:o, s:o, s:i, s:i}", "process", i + 1, "pid",
		lane->pid, "program", json_visible(face, lane->program), "parent",
		lane->parent < 0 ? json_null() : json_integer(lane->parent + 1), "memory",
		lane->home + 1, "from", lane->born + 1);
}

static json_t *region_object(const struct face *face, const struct film *film, int i)
{
	const struct film_region *region = &film->regions[i];

	return json_pack("{s:i, s:i, s:o, s:o, s:o}", "region", i + 1, "process",
		region->lane + 1, "start", address(region->start), "end",
		address(region->end), "owner", json_visible(face, region->owner));
}

static json_t *area_object(const struct face *face, const struct film *film, int i)
{
	const struct area *area = film->areas[i].area;
	bool file = area->path[0] == '/';

	return json_pack("{s:i, s:i, s:o, s:o, s:s, s:o, s:o, s:i, s:o}", "process",
		film->areas[i].lane + 1, "region", film->areas[i].region + 1, "start",
		address(area->span.start), "end", address(area->span.end), "access",
		area->access, "path", json_visible(face, area->path), "offset",
		file ? whole(area->span.start + area->bias) : json_null(), "from",
		area->born + 1, "to", end_of(film, area->died));
}

static json_t *page_object(const struct face *face, const struct film *film, int i)
{
	const struct page *page = film->pages[i].page;

	(void)face;
	return json_pack("{s:i, s:i, s:o, s:o, s:i, s:o}", "process",
		film->pages[i].lane + 1, "region", film->pages[i].region + 1, "start",
		address(page->span.start), "end", address(page->span.end), "from",
		page->born + 1, "to", end_of(film, page->died));
}

static void print_array(const struct face *face, const struct film *film, const char *name,
	int count, json_t *(*object)(const struct face *, const struct film *, int))
{
	fprintf(face->out, ",\n\"%s\":[", name);
	for (int i = 0; i < count; i++)
		print(face, object(face, film, i), i == 0);
	fputc(']', face->out);
}

bool film_json(const struct face *face, const struct film_view *view)
{
	const struct film *film = view->film;
	json_t *head = json_pack("{s:i, s:o, s:o, s:i, s:i, s:b, s:b, s:i, s:b}", "schema",
		FILM_SCHEMA, "command", json_visible(face, view->command), "page",
		whole(film->page_size), "startup", film->startup, "lost", (int)film->lost,
		"user_only", film->user_only, "unlisted", film->unlisted, "looks",
		film->looks, "stopped", view->record->outcome == OUTCOME_STOPPED);
	char *text = json_dumps(head, JSON_COMPACT);

	fprintf(face->out, "%.*s", (int)strlen(text) - 1, text); /* without its end */
	free(text);
	json_decref(head);
	print_array(face, film, "processes", film->lane_count, process_object);
	print_array(face, film, "regions", film->region_count, region_object);
	print_array(face, film, "events", film->count, event_object);
	print_array(face, film, "areas", film->area_count, area_object);
	print_array(face, film, "pages", film->page_count, page_object);
	fputs("}\n", face->out);
	return true;
}

#else

bool film_json(const struct face *face, const struct film_view *view)
{
	(void)face;
	(void)view;
	return false;
}

#endif
