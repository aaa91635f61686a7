/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "quiz_find.h"

/* Questions about a part of a run: between two outputs, between two waits, of a child process. */

enum { MOST_OUTPUTS = 60, LONGEST_LABEL = 40, MOST_CHILDREN = 3 };

/* --- outputs -------------------------------------------------------------------------- */

/* Does a number begin at `at`, or what is filled up with blanks, so that the words end there? */
static bool words_end(const char *text, size_t at, size_t size)
{
	bool blank = text[at] == ' ';
	/* Chinese has no blank in front of a number. */
	bool apart = blank || (at > 0 && (unsigned char)text[at - 1] >= 0x80);
	size_t next = at + blank;

	return at > 0 && apart && next < size &&
		((blank && text[next] == ' ') || isdigit((unsigned char)text[next]));
}

/* Where what a person knows an output by ends: its first words, without numbers behind them. */
static size_t label_length(const char *text, size_t size)
{
	static const char wide_colon[] = "：";
	size_t end = 0;
	bool colon = false;

	while (end < size && !colon && !words_end(text, end, size)) {
		size_t wide = text_utf8_length(text + end, size - end);

		if (wide == 0 || end + wide > LONGEST_LABEL ||
			text_control_length(text + end, wide) > 0)
			break;
		colon = text[end] == ':' || strncmp(text + end, wide_colon, wide) == 0;
		end += wide;
	}
	while (end > 0 && text[end - 1] == ' ')
		end--;
	return end;
}

static const char *label_of(struct quiz_search *search, const struct film_event *event)
{
	const struct film *film = search->run->film;
	const struct film_output *output = &film->outputs[event->output];
	const struct bytes *stream = output->is_err ? &film->err : &film->out;
	const char *text = stream->data + output->from;

	return pool_copy(search->pool, text, label_length(text, output->to - output->from));
}

/* Is it the beginning of one output of the first process, and of no other? */
static bool is_alone(struct quiz_search *search, const char *label)
{
	const struct film *film = search->run->film;
	int count = 0;

	for (int i = 0; i < film->output_count; i++) {
		const struct film_output *output = &film->outputs[i];
		const struct bytes *stream = output->is_err ? &film->err : &film->out;

		count += output->to - output->from >= strlen(label) &&
			strncmp(stream->data + output->from, label, strlen(label)) == 0;
	}
	return count == 1;
}

/* What one event gives back to the kernel; its process is the first one. */
static enum quiz_return returned_by(
	const struct film_event *event, const struct film_event *before)
{
	if (event->kind != FILM_CALL || event->failed)
		return RETURN_NOTHING;
	if (event->size < before->size)
		return RETURN_ADDRESSES;
	return event->resident < before->resident ? RETURN_PAGES : RETURN_NOTHING;
}

/* What happens between two events; -1 where both pages and addresses are given back. */
static int returned_between(const struct film *film, int from, int to, int *event)
{
	const struct film_event *before = &film->events[from];
	bool seen[RETURN_ADDRESSES + 1] = {false};

	for (int i = from + 1; i < to; i++) {
		const struct film_event *at = &film->events[i];
		enum quiz_return returned;

		if (at->lane != 0)
			continue;
		returned = returned_by(at, before);
		if (returned != RETURN_NOTHING)
			*event = i;
		seen[returned] = true;
		before = at;
	}
	if (seen[RETURN_PAGES] && seen[RETURN_ADDRESSES])
		return -1;
	return seen[RETURN_PAGES]        ? RETURN_PAGES
		: seen[RETURN_ADDRESSES] ? RETURN_ADDRESSES
					 : RETURN_NOTHING;
}

/* Does the program wait between the two? One that never waits need not. */
static bool waits_between(struct quiz_search *search, int from, int to)
{
	const struct quiz_run *run = search->run;

	for (int i = 0; i < run->pause_count; i++)
		if (run->pauses[i].log_lines >= run->film->events[from].line &&
			run->pauses[i].log_lines < run->film->events[to].line)
			return true;
	return run->pause_count == 0;
}

static void ask_returned(struct quiz_search *search, int from, int to)
{
	const struct film *film = search->run->film;
	const char *subject = label_of(search, &film->events[from]);
	const char *other = label_of(search, &film->events[to]);
	int event = to;
	int returned = returned_between(film, from, to, &event);
	struct quiz_question *question;

	if (returned == RETURN_NOTHING && !waits_between(search, from, to))
		return;
	if (returned < 0 || !*subject || !*other || !is_alone(search, subject) ||
		!is_alone(search, other))
		return;
	question = quiz_add(search, QUIZ_RETURNED, event, subject, 0);
	question->other = other;
	question->answer = returned;
	quiz_option(question, returned, NULL);
	for (int i = RETURN_NOTHING; i <= RETURN_ADDRESSES; i++)
		quiz_option(question, i, NULL);
}

/* In a program that never gives anything back there is nothing to think about. */
static bool gives_back(const struct film *film)
{
	int ignored;
	int end = film->count;

	while (end > 0 && film->events[end - 1].kind != FILM_OUTPUT)
		end--;
	return returned_between(film, film->startup, end, &ignored) != RETURN_NOTHING;
}

static void ask_outputs(struct quiz_search *search)
{
	const struct film *film = search->run->film;
	int last = -1;
	int count = 0;

	if (!quiz_knows_pages(film) || film->startup == 0 || !gives_back(film))
		return;
	for (int i = film->startup; i < film->count && count < MOST_OUTPUTS; i++) {
		if (film->events[i].kind != FILM_OUTPUT || film->events[i].lane != 0)
			continue;
		if (last >= 0)
			ask_returned(search, last, i);
		last = i;
		count++;
	}
}

/* --- waits ---------------------------------------------------------------------------- */

/* The last event before a wait. */
static int event_of(const struct film *film, const struct pause *pause)
{
	int event = 0;

	for (int i = 0; i < film->count; i++)
		if (film->events[i].line > 0 && film->events[i].line <= pause->log_lines)
			event = i;
	return event;
}

static number size_of(const struct maps *maps)
{
	number size = 0;

	for (int i = 0; i < maps->count; i++)
		size += maps->at[i].end - maps->at[i].start;
	return size;
}

/* What was counted at a wait, and at the one before it. */
static void compare(struct quiz_search *search, enum quiz_kind kind, int i, number before,
	number behind)
{
	const struct film *film = search->run->film;
	const struct pause *pause = &search->run->pauses[i];
	int event = event_of(film, pause);
	struct quiz_question *question = quiz_add(search, kind, event, NULL, i + 1);

	question->since = event_of(film, pause - 1);
	question->before = before;
	question->behind = behind;
	question->answer = behind - before;
}

static void ask_wait(struct quiz_search *search, int i)
{
	const struct film *film = search->run->film;
	const struct pause *pause = &search->run->pauses[i];
	const struct pause *before = pause - 1;

	if (pause->lack.reason || before->lack.reason || pause->child || before->child)
		return;
	compare(search, QUIZ_MAPPINGS, i, before->maps.count, pause->maps.count);
	compare(search, QUIZ_GROWN, i, size_of(&before->maps) / film->page_size,
		size_of(&pause->maps) / film->page_size);
}

/* --- children ------------------------------------------------------------------------- */

/* Is it a child of the first process that never becomes another program? */
static bool is_child(const struct film *film, int lane)
{
	const struct film_lane *at = &film->lanes[lane];

	for (int i = 0; i < film->lane_count; i++)
		if (i != lane && film->lanes[i].pid == at->pid)
			return false;
	return at->parent == 0 && at->home == lane;
}

/* The other numbers that could be meant: first touches, all faults, pages of the parent. */
static void ask_copies(struct quiz_search *search, int lane, int child)
{
	const struct film *film = search->run->film;
	const struct film_lane *at = &film->lanes[lane];
	struct quiz_question *question =
		quiz_add(search, QUIZ_COPIES, at->born, NULL, child);
	int faults = 0;
	int copies = 0;

	for (int i = at->born; i < film->count; i++) {
		const struct film_event *event = &film->events[i];
		bool is_copy = event->touch == TOUCH_COPY;

		if (event->lane != lane || event->kind != FILM_FAULT)
			continue;
		faults++;
		copies += is_copy;
		question->event = is_copy && copies == 1 ? i : question->event;
		question->last = is_copy ? i : question->last;
	}
	question->answer = copies;
	quiz_option(question, copies, NULL);
	quiz_option(question, faults - copies, NULL);
	quiz_option(question, faults, NULL);
	quiz_option(question, film->events[at->born].resident / film->page_size, NULL);
	if (question->option_count < 3)
		search->found = question->next;
}

static void ask_children(struct quiz_search *search)
{
	const struct film *film = search->run->film;
	int child = 0;

	if (!quiz_knows_pages(film))
		return;
	for (int i = 1; i < film->lane_count && child < MOST_CHILDREN; i++)
		if (is_child(film, i))
			ask_copies(search, i, ++child);
}

void quiz_find_spans(struct quiz_search *search)
{
	ask_outputs(search);
	for (int i = 1; i < search->run->pause_count; i++)
		ask_wait(search, i);
	ask_children(search);
}
