/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text_builder.h"
#include "film_state.h"
#include "quiz_find.h"
#include "trace_call.h"

/*
 * Questions about the calls of the first process. Its calls are numbered from the end of the
 * loader's work on, which is how a person finds them in his source. Of a long run the first ones
 * are enough.
 */

enum { MOST_CALLS = 150, MOST_PAGES = 1 << 20 };

struct about {
	struct quiz_search *search;
	const struct film *film;
	int event;
	int place;
	struct trace_call call;
	const char *text; /* the call without its addresses and its result */
	number moved;     /* of a brk: by how many bytes, of either sign */
};

/* --- a call --------------------------------------------------------------------------- */

/* How long an address is that begins here, as strace prints it; 0: there is none. */
static size_t address_length(const char *text, size_t length)
{
	enum { LEAST_DIGITS = 5 };
	size_t end = 2;

	if (length < 2 || text[0] != '0' || text[1] != 'x')
		return 0;
	while (end < length && isxdigit((unsigned char)text[end]))
		end++;
	return end >= 2 + LEAST_DIGITS ? end : 0;
}

/* "munmap(0x7f13a8d4d000, 44535)" as "munmap(0x…, 44535)". */
static const char *without_addresses(struct pool *pool, const struct trace_call *call)
{
	int last = call->count - 1;
	const char *end = last < 0 ? call->text + call->name_length + 1
				   : call->arguments[last] + call->lengths[last];
	const char *from = call->text;
	struct text_builder text;

	builder_begin(&text);
	for (const char *at = from; at < end; at++) {
		size_t wide = address_length(at, (size_t)(end - at));

		if (wide == 0)
			continue;
		fprintf(text.out, "%.*s0x…", (int)(at - from), from);
		from = at + wide;
		at = from - 1;
	}
	fprintf(text.out, "%.*s)", (int)(end - from), from);
	return builder_end(pool, &text).data;
}

static const struct film_event *event_of(const struct about *about)
{
	return &about->film->events[about->event];
}

static bool is_call(const struct about *about, const char *name)
{
	return trace_call_is(&about->call, name);
}

static number pages_of(const struct about *about)
{
	const struct film_event *event = event_of(about);

	return (event->end - event->start) / about->film->page_size;
}

/* By how many bytes more of its process are in memory behind the event. */
static number came(const struct about *about)
{
	const struct film_event *event = event_of(about);

	for (int i = about->event - 1; i >= 0; i--)
		if (about->film->events[i].lane == event->lane)
			return event->resident - about->film->events[i].resident;
	return event->resident;
}

static struct quiz_question *ask(const struct about *about, enum quiz_kind kind)
{
	return quiz_add(about->search, kind, about->event, about->text, about->place);
}

/* --- areas ---------------------------------------------------------------------------- */

/* What an address of the first process belongs to behind an event; NULL: nothing. */
static const struct area *area_at(const struct film *film, number address, int step)
{
	for (int i = 0; i < film->area_count; i++) {
		const struct film_area *at = &film->areas[i];

		if (at->lane == 0 && film_area_lives(at, step) &&
			at->area->span.start <= address && address < at->area->span.end)
			return at->area;
	}
	return NULL;
}

/* Is all that was mapped there in front of the event memory that no file has? */
static bool was_anonymous(const struct about *about)
{
	const struct film_event *event = event_of(about);
	int step = about->event - 1;

	for (number at = event->start; at < event->end;) {
		const struct area *area = area_at(about->film, at, step);

		if (!area || area->path[0] == '/' || area->owner)
			return false;
		at = area->span.end;
	}
	return true;
}

/* --- mmap ----------------------------------------------------------------------------- */

static bool overlaps(const struct film_event *event, const struct film_event *mapping)
{
	return event->start < mapping->end && mapping->start < event->end;
}

/*
 * The event that unmaps all of a mapping, or how many there are; -1 where only a part of it goes,
 * or it moves.
 */
static int end_of_mapping(const struct about *about)
{
	static const char *const names[] = {"munmap", "brk", "mmap", "mmap2", "mremap"};
	const struct film_event *mapping = event_of(about);

	for (int i = about->event + 1; i < about->film->count; i++) {
		const struct film_event *event = &about->film->events[i];
		struct line line = {.text = event->text};
		struct trace_call call;
		bool unmaps = false;

		if (event->lane != mapping->lane || event->kind != FILM_CALL ||
			event->failed || !overlaps(event, mapping) ||
			!trace_call_read(&line, &call))
			continue;
		for (size_t j = 0; j < sizeof names / sizeof *names; j++)
			unmaps = unmaps || trace_call_is(&call, names[j]);
		if (!unmaps)
			continue;
		return !trace_call_has(&call, 3, "M") && event->start <= mapping->start &&
				event->end >= mapping->end
			? i
			: -1;
	}
	return about->film->count;
}

/* Marks the pages of a piece that lie in the mapping; how many are new. */
static number mark(bool *seen, const struct span *span, const struct film_event *mapping,
	number page_size)
{
	number count = 0;

	for (number at = span->start; at < span->end; at += page_size) {
		if (at < mapping->start || at >= mapping->end)
			continue;
		count += !seen[(at - mapping->start) / page_size];
		seen[(at - mapping->start) / page_size] = true;
	}
	return count;
}

/* How many of its pages are ever in memory until an event; `last` is that of the last one. */
static number touched(const struct about *about, int until, int *last)
{
	const struct film *film = about->film;
	const struct film_event *mapping = event_of(about);
	struct pool scratch = {0};
	bool *seen = pool_alloc(&scratch, (size_t)pages_of(about) * sizeof *seen);
	number count = 0;

	for (int i = 0; i < film->page_count; i++) {
		const struct page *page = film->pages[i].page;
		number more;

		if (film->pages[i].lane != 0 || page->born < about->event ||
			page->born >= until)
			continue;
		more = mark(seen, &page->span, mapping, film->page_size);
		if (more > 0 && page->born > *last)
			*last = page->born;
		count += more;
	}
	pool_free(&scratch);
	return count;
}

static void ask_touched(const struct about *about)
{
	int until = end_of_mapping(about);
	struct quiz_question *question;

	if (!quiz_knows_pages(about->film) || until < 0 || pages_of(about) > MOST_PAGES ||
		pages_of(about) < 2)
		return;
	question = ask(about, QUIZ_TOUCHED);
	question->given = pages_of(about);
	question->answer = touched(about, until, &question->last);
}

static void ask_mmap(const struct about *about)
{
	struct quiz_question *question;

	if (!is_call(about, "mmap") || event_of(about)->failed)
		return;
	question = ask(about, QUIZ_PAGES);
	question->given = trace_call_number(&about->call, 1);
	question->answer = pages_of(about);
}

/* Of new addresses that no file stands behind: those of mmap(), and of brk() for the heap. */
static void ask_filled(const struct about *about)
{
	if (event_of(about)->failed)
		return;
	if (is_call(about, "brk") && about->moved > 0)
		ask_touched(about);
	if (is_call(about, "mmap") && trace_call_has(&about->call, 3, "MAP_ANONYMOUS") &&
		!trace_call_has(&about->call, 3, "MAP_FIXED"))
		ask_touched(about);
}

/* --- permissions ---------------------------------------------------------------------- */

/*
 * The permissions of all that the call is about, which later calls may have cut into pieces; NULL
 * where they differ.
 */
static const char *access_behind(const struct about *about)
{
	const struct film_event *event = event_of(about);
	const char *access = NULL;

	for (number at = event->start; at < event->end;) {
		const struct area *area = area_at(about->film, at, about->event);

		if (!area || (access && strcmp(access, area->access) != 0))
			return NULL;
		access = area->access;
		at = area->span.end;
	}
	return access;
}

/* "rw-s" of "rw-p", and the reverse. */
static const char *shared_or_not(struct pool *pool, const char *access)
{
	return pool_printf(pool, "%.3s%c", access, access[3] == 'p' ? 's' : 'p');
}

static void ask_rights(const struct about *about)
{
	static const char *const usual[] = {"rw-p", "r--p", "---p", "r-xp", "rw-s"};
	const struct film *film = about->film;
	const struct film_event *event = event_of(about);
	const char *access;
	struct quiz_question *question;

	if (event->failed || (!is_call(about, "mmap") && !is_call(about, "mprotect")))
		return;
	access = access_behind(about);
	if (!access)
		return;
	question = ask(about, QUIZ_RIGHTS);
	quiz_option(question, 0, access);
	quiz_option(question, 0, shared_or_not(about->search->pool, access));
	for (int i = 0; i < film->area_count; i++)
		if (film->areas[i].lane == 0)
			quiz_option(question, 0, film->areas[i].area->access);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		quiz_option(question, 0, usual[i]);
}

/* --- what the kernel does ------------------------------------------------------------- */

static int deed_of_brk(const struct about *about, number size)
{
	if (about->moved == 0)
		return DEED_NOTHING;
	if (size == 0)
		return -1;
	if (about->moved < 0)
		return DEED_SHRINKS;
	return came(about) == 0 ? DEED_GROWS : -1;
}

static int deed_of_mmap(const struct about *about, number size)
{
	if (!trace_call_has(&about->call, 3, "MAP_ANONYMOUS") ||
		trace_call_has(&about->call, 3, "MAP_FIXED"))
		return -1;
	return came(about) == 0 ? DEED_MAPS : came(about) == size ? DEED_FILLS : -1;
}

/* What a call does to the address space; -1 where that is none of the deeds, or no question. */
static int deed_of(const struct about *about)
{
	const struct film_event *event = event_of(about);
	number size = event->end - event->start;

	if (event->failed)
		return text_starts(about->text, "exec") ? -1 : DEED_NOTHING;
	if (is_call(about, "brk"))
		return deed_of_brk(about, size);
	if (is_call(about, "mmap"))
		return deed_of_mmap(about, size);
	return is_call(about, "madvise") && came(about) < 0 ? DEED_DROPS : -1;
}

/* What could be meant as well, by what is done. */
static const enum quiz_deed other_deeds[][MOST_QUIZ_OPTIONS - 1] = {
	[DEED_MAPS] = {DEED_FILLS, DEED_GROWS, DEED_NOTHING},
	[DEED_FILLS] = {DEED_MAPS, DEED_EXTENDS, DEED_NOTHING},
	[DEED_GROWS] = {DEED_EXTENDS, DEED_MAPS, DEED_NOTHING},
	[DEED_SHRINKS] = {DEED_DROPS, DEED_NOTHING, DEED_GROWS},
	[DEED_DROPS] = {DEED_SHRINKS, DEED_NOTHING, DEED_GROWS},
	[DEED_NOTHING] = {DEED_GROWS, DEED_MAPS, DEED_EXTENDS},
};

static void ask_call(const struct about *about)
{
	int deed = deed_of(about);
	struct quiz_question *question;

	if (deed < 0)
		return;
	question = ask(about, QUIZ_CALL);
	question->answer = deed;
	quiz_option(question, deed, NULL);
	for (size_t i = 0; i < MOST_QUIZ_OPTIONS - 1; i++)
		quiz_option(question, other_deeds[deed][i], NULL);
}

static void ask_break(const struct about *about)
{
	struct quiz_question *question;

	if (!is_call(about, "brk") || event_of(about)->failed || about->moved == 0)
		return;
	question = ask(about, QUIZ_BREAK);
	question->given = about->moved > 0 ? 1 : -1;
	question->answer = about->moved > 0 ? about->moved : -about->moved;
}

static void ask_freed(const struct about *about)
{
	struct quiz_question *question;
	bool gives_back = is_call(about, "munmap") || is_call(about, "madvise") ||
		(is_call(about, "brk") && about->moved < 0);

	if (!gives_back || event_of(about)->failed || pages_of(about) < 2 ||
		!quiz_knows_pages(about->film) || !was_anonymous(about) ||
		(is_call(about, "madvise") && came(about) == 0))
		return;
	question = ask(about, QUIZ_FREED);
	question->given = pages_of(about);
	question->answer = -came(about) / about->film->page_size;
}

/* --- which call comes next ------------------------------------------------------------ */

/* The next call of the first process, -1: none, or another thread or process is at work. */
static int next_call(const struct about *about)
{
	const struct film *film = about->film;

	for (int i = about->event + 1; i < film->count; i++) {
		const struct film_event *event = &film->events[i];

		if (event->lane != 0 || event->tid != film->lanes[0].pid)
			return -1;
		if (event->kind == FILM_CALL)
			return i;
	}
	return -1;
}

static const char *text_of(const struct about *about, int event)
{
	struct line line = {.text = about->film->events[event].text};
	struct trace_call call;

	return trace_call_read(&line, &call) ? without_addresses(about->search->pool, &call)
					     : NULL;
}

/* Other calls of the run, those of the program itself before the loader's. */
static void add_other_calls(
	const struct about *about, struct quiz_question *question, int from, int until)
{
	for (int i = from; i < until && question->option_count < MOST_QUIZ_OPTIONS - 1;
		i++) {
		const struct film_event *event = &about->film->events[i];
		const char *text =
			event->lane == 0 && event->kind == FILM_CALL && event->line > 1
			? text_of(about, i)
			: NULL;

		if (text && strcmp(text, about->text) != 0)
			quiz_option(question, 0, text);
	}
}

static void ask_next(const struct about *about)
{
	int next = next_call(about);
	const char *text = next < 0 ? NULL : text_of(about, next);
	struct quiz_question *question;

	if (!text || strcmp(text, about->text) == 0)
		return;
	question = ask(about, QUIZ_NEXT);
	question->shows = next;
	quiz_option(question, 0, text);
	add_other_calls(about, question, about->film->startup, about->film->count);
	add_other_calls(about, question, 0, about->film->startup);
	if (question->option_count < MOST_QUIZ_OPTIONS - 1) /* so few are no choice */
		about->search->found = question->next;
}

/* --- all of them ---------------------------------------------------------------------- */

static void ask_all(const struct about *about)
{
	ask_mmap(about);
	ask_filled(about);
	ask_rights(about);
	ask_call(about);
	ask_break(about);
	ask_freed(about);
	ask_next(about);
}

/* The break behind a call; where it was stays where it is no brk that succeeded. */
static number break_behind(const struct trace_call *call, number before)
{
	return trace_call_is(call, "brk") && call->succeeded ? call->result : before;
}

void quiz_find_calls(struct quiz_search *search)
{
	const struct film *film = search->run->film;
	struct about about = {.search = search, .film = film};
	number before = -1;

	for (int i = 0; i < film->count && about.place < MOST_CALLS; i++) {
		const struct film_event *event = &film->events[i];
		struct line line = {.text = event->text};
		number now;

		if (event->lane != 0 || event->kind != FILM_CALL ||
			!trace_call_read(&line, &about.call))
			continue;
		now = break_behind(&about.call, before);
		about.moved = before < 0 ? 0 : now - before;
		before = now;
		if (i < film->startup)
			continue;
		about.event = i;
		about.place++;
		about.text = without_addresses(search->pool, &about.call);
		ask_all(&about);
	}
}
