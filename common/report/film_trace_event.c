/* SPDX-License-Identifier: MIT */
#include "film_data.h"

/*
 * "Trace Event Format" of Chromium. What has a name of a process or a thread there is a process
 * or a region here. Times are microseconds.
 */

#if __has_include(<jansson.h>)
#include <jansson.h>
#include <string.h>

#include "../base/text.h"
#include "../evidence/film_state.h"
#include "film_words.h"
#include "messages.h"

enum { NO_REGION = 0 }; /* the track of what is about no region */

struct telling {
	const struct face *face;
	const struct film *film;
	bool begun;
	number time; /* of the last event that had one */
};

static json_t *string(const struct telling *telling, const char *text)
{
	json_t *value = json_string(text);

	return value
		? value
		: json_string(text_visible(telling->face->pool, text, strlen(text), 0));
}

static void print(struct telling *telling, json_t *value)
{
	fputs(telling->begun ? ",\n" : "\n", telling->face->out);
	telling->begun = true;
	json_dumpf(value, telling->face->out, JSON_COMPACT | JSON_REAL_PRECISION(15));
	json_decref(value);
}

/* Which of the two is named: "process_name", "thread_name". */
static void print_name(
	struct telling *telling, const char *what, int process, int track, const char *name)
{
	print(telling,
		json_pack("{s:s, s:s, s:i, s:i, s:{s:o}}", "ph", "M", "name", what, "pid",
			process, "tid", track, "args", "name", string(telling, name)));
}

static void print_names(struct telling *telling)
{
	const struct film *film = telling->film;
	struct pool *pool = telling->face->pool;

	for (int i = 0; i < film->lane_count; i++) {
		print_name(telling, "process_name", i + 1, NO_REGION,
			pool_printf(pool, "%s %d", film_program(&film->lanes[i]),
				film->lanes[i].pid));
		print_name(telling, "thread_name", i + 1, NO_REGION, M_FILM_NO_REGION);
	}
	for (int i = 0; i < film->region_count; i++)
		print_name(telling, "thread_name", film->regions[i].lane + 1, i + 1,
			pool_printf(pool, "%s %llx", film_region_name(&film->regions[i]),
				(unsigned long long)film->regions[i].start));
}

static json_t *arguments(const struct telling *telling, int i)
{
	const struct film_event *event = &telling->film->events[i];
	const char *place = film_place(telling->face, event);
	json_t *object = json_pack("{s:i, s:i}", "event", i + 1, "thread", event->tid);

	if (event->kind == FILM_FAULT || event->kind == FILM_LOOK)
		json_object_set_new(object, "page",
			string(telling, film_page(telling->face, telling->film, event)));
	if (*place)
		json_object_set_new(object, "place", string(telling, place));
	if (event->source_text)
		json_object_set_new(object, "source", string(telling, event->source_text));
	return object;
}

static double microseconds(const struct telling *telling)
{
	return (double)telling->time / 1000;
}

/* By which the events can be chosen. */
static const char *category(const struct film_event *event)
{
	switch (event->kind) {
	case FILM_FAULT: return "fault";
	case FILM_LOOK: return "look";
	default: return "call";
	}
}

static void print_event(struct telling *telling, int i)
{
	const struct film_event *event = &telling->film->events[i];
	int home = telling->film->lanes[event->lane].home;

	if (event->time > telling->time)
		telling->time = event->time;
	print(telling,
		json_pack("{s:s, s:s, s:o, s:s, s:f, s:i, s:i, s:o}", "ph", "i", "s", "t",
			"name",
			string(telling, film_sentence(telling->face, telling->film, event)),
			"cat", category(event), "ts", microseconds(telling), "pid",
			event->region < 0 ? event->lane + 1 : home + 1, "tid",
			event->region < 0 ? NO_REGION : event->region + 1, "args",
			arguments(telling, i)));
}

static void print_counter(
	struct telling *telling, const char *name, int process, number value)
{
	print(telling,
		json_pack("{s:s, s:s, s:f, s:i, s:i, s:{s:I}}", "ph", "C", "name", name,
			"ts", microseconds(telling), "pid", process, "tid", NO_REGION,
			"args", "value", (json_int_t)value));
}

static void print_counters(struct telling *telling, int i)
{
	const struct film *film = telling->film;
	const struct film_event *event = &film->events[i];
	const struct film_event *before = i > 0 ? event - 1 : NULL;
	int process = film->lanes[event->lane].home + 1;

	if (!film->unlisted && (!before || before->faults != event->faults))
		print_counter(telling,
			film->user_only ? "page faults in user mode" : "page faults", 1,
			event->faults);
	if (!film_knows_pages(film))
		return;
	if (!before || before->resident != event->resident || before->lane != event->lane)
		print_counter(telling, "pages in memory", process,
			event->resident / film->page_size);
}

bool film_trace_event(const struct face *face, const struct film_view *view)
{
	struct telling telling = {.face = face, .film = view->film};

	fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", face->out);
	print_names(&telling);
	for (int i = 0; i < view->film->count; i++) {
		print_event(&telling, i);
		print_counters(&telling, i);
	}
	fputs("]}\n", face->out);
	return true;
}

#else

bool film_trace_event(const struct face *face, const struct film_view *view)
{
	(void)face;
	(void)view;
	return false;
}

#endif
