/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "../evidence/film_state.h"
#include "film_strips.h"
#include "film_view.h"
#include "film_words.h"
#include "map_table.h"
#include "messages.h"

enum {
	HEADING = 11,
	WIDTH = 80,
	NUMBER = 6,     /* columns of the number of an event */
	OWNER = 19,     /* of the region */
	PAGE = 17,      /* of the page in it */
	NAME = 17,      /* of a file, in a table */
	TAIL = 22,      /* of a long call, behind what is left out */
	MOST_BYTES = 60 /* of what was printed */
};

/* --- fitting a line ------------------------------------------------------------------- */

/* The bytes of a text that fit into so many columns. */
static size_t fitting(const char *text, int columns)
{
	size_t at = 0;

	while (text[at]) {
		size_t wide = text_utf8_length(text + at, strlen(text + at));
		char one[8] = "";

		wide = wide ? wide : 1;
		memcpy(one, text + at, wide);
		columns -= text_columns(one);
		if (columns < 0)
			break;
		at += wide;
	}
	return at;
}

/* A text in at most so many columns; its end is left out, but for `tail` columns. */
static const char *fit(const struct face *face, const char *text, int columns, int tail)
{
	size_t length = strlen(text);
	size_t end = 0; /* of what is left out */

	if (text_columns(text) <= columns)
		return text;
	if (tail > 0 && (size_t)tail < length)
		end = length - (size_t)tail;
	while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
		end++;
	return pool_printf(face->pool, "%.*s…%s",
		(int)fitting(text, columns - 1 - (end ? tail : 0)), text,
		end ? text + end : "");
}

static void print_fitting(const struct face *face, const char *text, int columns)
{
	report_padded(face->out, fit(face, text, columns, 0), columns, false);
	fputc(' ', face->out);
}

/* --- one line for an event ------------------------------------------------------------ */

/* The process of an event, where there are several: its lane from 1. */
static int print_lane(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	if (film->lane_count == 1)
		return 0;
	return fprintf(face->out, "p%-3d ", event->lane + 1);
}

/* A text in so many columns, and behind it the thread, unless that is the first of its process. */
static const char *in_thread(const struct face *face, const struct film *film,
	const struct film_event *event, const char *text, int columns, int tail)
{
	const char *thread;

	if (event->tid == film->lanes[event->lane].pid)
		return fit(face, text, columns, tail);
	thread = pool_printf(face->pool, M_FILM_IN_THREAD, event->tid);
	return pool_printf(face->pool, "%s%s",
		fit(face, text, columns - text_columns(thread), tail), thread);
}

/* Of a signal its name stands before what belongs to it, and need not stand there again. */
static const char *line_text(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	const char *text = film_sentence(face, film, event);
	const char *name = strstr(text, "{si_signo=");
	const char *rest = name ? strstr(name, ", ") : NULL;

	if (event->kind != FILM_SIGNAL || !rest)
		return text;
	return pool_printf(
		face->pool, "%.*s%s", (int)(name + 1 - text), text, rest + strlen(", "));
}

static void print_fault(const struct face *face, const struct film *film,
	const struct film_event *event, const char *page, int room)
{
	print_fitting(face, film_owner(event), OWNER);
	print_fitting(face, page, PAGE);
	fprintf(face->out, "%s\n",
		in_thread(face, film, event, film_place(face, event),
			room - OWNER - PAGE - 2, 0));
}

static void print_event(const struct face *face, const struct film *film, int i)
{
	const struct film_event *event = &film->events[i];
	int room = WIDTH - NUMBER - 3;

	fprintf(face->out, "%*d ", NUMBER, i + 1);
	room -= print_lane(face, film, event);
	fprintf(face->out, "%c ", film_letter(event));
	if (event->kind == FILM_FAULT || event->kind == FILM_LOOK)
		print_fault(face, film, event, film_page(face, film, event), room);
	else
		fprintf(face->out, "%s\n",
			in_thread(face, film, event, line_text(face, film, event), room,
				event->kind == FILM_CALL ? TAIL : 0));
}

/* "70-325 F [heap]  256 pages  main, mine.c:18" */
static void print_alike(
	const struct face *face, const struct film *film, const struct film_step *step)
{
	const struct film_event *event = &film->events[step->first];
	const char *numbers =
		pool_printf(face->pool, "%d-%d", step->first + 1, step->last + 1);
	int room = WIDTH - NUMBER - 3;

	report_padded(face->out, numbers, NUMBER, true);
	fputc(' ', face->out);
	room -= print_lane(face, film, event);
	room -= (int)strlen(numbers) > NUMBER ? (int)strlen(numbers) - NUMBER : 0;
	fprintf(face->out, "%c ", film_letter(event));
	print_fault(face, film, event,
		pool_printf(face->pool, M_FILM_TIMES, step->last - step->first + 1), room);
}

static void print_step(
	const struct face *face, const struct film *film, const struct film_step *step)
{
	if (step->kind == STEP_ALIKE && film->events[step->first].kind == FILM_FAULT) {
		print_alike(face, film, step);
	} else if (step->kind == STEP_ONE) {
		print_event(face, film, step->first);
	} else {
		report_padded(face->out,
			pool_printf(face->pool, "%d-%d", step->first + 1, step->last + 1),
			NUMBER, true);
		fprintf(face->out, "   ");
		report_wrapped(face, film_step_words(face, film, step), NUMBER + 3);
	}
}

/* --- the whole ------------------------------------------------------------------------ */

static void heading(const struct face *face, const char *word)
{
	fputc('\n', face->out);
	report_padded(face->out, word, HEADING, false);
}

static void sentence(const struct face *face, const char *text)
{
	fprintf(face->out, "%*s", HEADING, "");
	report_wrapped(face, text, HEADING);
}

/* What is not in the film, and why. */
static void tell_lacks(const struct face *face, const struct film_view *view)
{
	const struct film *film = view->film;

	if (film->lost > 0)
		sentence(face, pool_printf(face->pool, M_FILM_LOST, (long long)film->lost));
	if (film->user_only)
		sentence(face, M_FILM_USER_ONLY);
	if (view->without_sources)
		sentence(face, M_FILM_NO_SOURCES);
	if (!film->unlisted)
		return;
	sentence(face, film->looks > 0 ? M_FILM_NO_FAULTS : M_FILM_UNLISTED);
	report_lack(face, &view->record->unlisted, HEADING);
	if (film->looks > 0)
		sentence(face, film_looks_words(face, film));
}

static void tell_lanes(const struct face *face, const struct film *film)
{
	if (film->lane_count == 1)
		return;
	heading(face, M_FILM_PROCESSES);
	for (int i = 0; i < film->lane_count; i++) {
		const struct film_lane *lane = &film->lanes[i];

		fprintf(face->out, "%*s", i > 0 ? HEADING : 0, "");
		report_wrapped(face,
			pool_printf(face->pool, M_FILM_LANE, i + 1, lane->pid,
				report_visible(face, film_program(lane)), lane->born + 1),
			HEADING);
	}
}

static void tell_letters(const struct face *face, const struct film *film)
{
	static const char letters[] = "CFWAXLOSE";
	bool used[sizeof letters] = {0};
	const char *text = "";

	for (int i = 0; i < film->count; i++)
		used[strchr(letters, film_letter(&film->events[i])) - letters] = true;
	for (size_t i = 0; letters[i]; i++)
		if (used[i])
			text = text_listed(face->pool, text, M_PAGE_COMMA,
				pool_printf(face->pool, "%c %s", letters[i],
					film_letter_means(letters[i])));
	heading(face, M_FILM_LETTERS);
	report_wrapped(face, text, HEADING);
}

void film_text(const struct face *face, const struct film_view *view)
{
	const struct film *film = view->film;
	struct film_steps steps = film_fold(face->pool, film, 0);

	report_padded(face->out, M_FILM_HEADING, HEADING, false);
	report_wrapped(face, report_visible(face, view->command), HEADING);
	sentence(face, film_summary(face, film));
	tell_lacks(face, view);
	if (steps.folded > 0 && !view->all)
		sentence(face, pool_printf(face->pool, M_FILM_FOLDED, steps.folded));
	tell_letters(face, film);
	tell_lanes(face, film);
	fputc('\n', face->out);
	for (int i = 0; view->all && i < film->count; i++)
		print_event(face, film, i);
	for (int i = 0; !view->all && i < steps.count; i++)
		print_step(face, film, &steps.at[i]);
}

/* --- at a step ------------------------------------------------------------------------ */

/* The folders of files are left out, so that a line has room. */
static const struct maps *maps_at(
	const struct face *face, const struct film *film, int lane, int step)
{
	struct maps *maps = pool_alloc(face->pool, sizeof *maps);

	if (step >= film->lanes[lane].born)
		film_maps(face->pool, film, lane, step, maps);
	for (int i = 0; i < maps->count; i++) {
		const char *slash = strrchr(maps->at[i].path, '/');

		if (slash && maps->at[i].path[0] == '/')
			maps->at[i].path = fit(face, slash + 1, NAME, 0);
	}
	return maps;
}

static void tell_changes(const struct face *face, const struct film_view *view,
	const struct maps *before, const struct maps *now)
{
	int unchanged;
	const struct map_change *changes =
		maps_changes(face->pool, before, now, &unchanged);

	if (!changes) {
		sentence(face, M_FILM_SAME_MAP);
		return;
	}
	map_table_changes(face, changes, view->record->log_file);
	fprintf(face->out, "    ");
	fprintf(face->out, M_OBSERVED_UNCHANGED, unchanged);
}

static void tell_lane_at(
	const struct face *face, const struct film_view *view, int lane, int from, int to)
{
	const struct film *film = view->film;
	const struct maps *before = maps_at(face, film, lane, from);
	const struct maps *now = maps_at(face, film, lane, to);

	if (film->lanes[lane].home != lane || (before->count == 0 && now->count == 0))
		return;
	heading(face, M_FILM_CHANGES);
	report_wrapped(face,
		pool_printf(face->pool, M_FILM_LANE, lane + 1, film->lanes[lane].pid,
			report_visible(face, film_program(&film->lanes[lane])),
			film->lanes[lane].born + 1),
		HEADING);
	tell_changes(face, view, before, now);
	heading(face, M_FILM_MAP);
	report_wrapped(face, pool_printf(face->pool, M_FILM_MAPPED, now->count), HEADING);
	if (now->count > 0)
		map_table(face, now, view->record->log_file);
	heading(face, M_FILM_PAGES);
	report_wrapped(face, M_FILM_PAGES_LEGEND, HEADING);
	film_strips(face, film, lane, from, to);
}

/* "Page faults until then: 12. In memory: …", without what is not known. */
static void tell_counts(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	const char *faults = film_faults_words(face, film, event->faults);

	if (*faults)
		sentence(face, pool_printf(face->pool, M_FILM_SO_FAR, faults));
	if (film_knows_pages(film))
		sentence(face,
			pool_printf(face->pool, M_FILM_IN_MEMORY,
				(long long)(event->resident / film->page_size),
				(long long)(event->size / film->page_size)));
}

void film_text_at(const struct face *face, const struct film_view *view, int from, int to)
{
	const struct film *film = view->film;
	const struct film_event *event = &film->events[to - 1];

	report_padded(face->out, M_FILM_AT, HEADING, false);
	report_wrapped(face,
		from + 1 == to
			? pool_printf(face->pool, M_FILM_STEP, to, film->count)
			: pool_printf(face->pool, M_FILM_STEPS, from, to, film->count),
		HEADING);
	print_event(face, film, to - 1);
	if (event->source_text)
		sentence(face, report_visible(face, event->source_text));
	tell_counts(face, film, event);
	for (int i = 0; i < film->lane_count; i++)
		if (film->lanes[i].born < to)
			tell_lane_at(face, view, i, from - 1, to - 1);
}
