/* SPDX-License-Identifier: MIT */
#include "film_words.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum { FIRST_BYTES = 40 }; /* of what is printed many times */

char film_letter(const struct film_event *event)
{
	switch (event->kind) {
	case FILM_CALL: return 'C';
	case FILM_OUTPUT: return 'O';
	case FILM_SIGNAL: return 'S';
	case FILM_EXIT: return 'E';
	case FILM_LOOK: return 'L';
	case FILM_FAULT: break;
	}
	switch (event->touch) {
	case TOUCH_FIRST: return 'F';
	case TOUCH_COPY: return 'W';
	case TOUCH_AGAIN: return 'A';
	case TOUCH_REFUSED:
	case TOUCH_NOWHERE: return 'X';
	}
	return '?';
}

const char *film_letter_means(char letter)
{
	switch (letter) {
	case 'C': return M_FILM_IS_CALL;
	case 'O': return M_FILM_IS_OUTPUT;
	case 'S': return M_FILM_IS_SIGNAL;
	case 'E': return M_FILM_IS_END;
	case 'L': return M_FILM_IS_SEEN;
	case 'F': return M_FILM_IS_FIRST;
	case 'W': return M_FILM_IS_COPY;
	case 'A': return M_FILM_IS_AGAIN;
	default: return M_FILM_IS_REFUSED;
	}
}

const char *film_owner(const struct film_event *event)
{
	if (event->owner)
		return event->owner;
	return event->mapped ? M_FILM_ANONYMOUS : M_FILM_NOTHING;
}

const char *film_region_name(const struct film_region *region)
{
	return region->owner ? region->owner : M_FILM_ANONYMOUS;
}

const char *film_program(const struct film_lane *lane)
{
	return text_base_name(lane->program);
}

/* "pages: 12", or how many have gone, where no other has come. */
static const char *look_pages(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	bool goes = event->come == 0 && event->gone > 0;
	number bytes = goes ? event->gone : event->come;

	return pool_printf(face->pool, goes ? M_FILM_LESS : M_FILM_TIMES,
		(int)(bytes / film->page_size));
}

const char *film_page(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	const struct film_region *region =
		event->region < 0 ? NULL : &film->regions[event->region];

	if (!region)
		return "";
	if (event->kind == FILM_LOOK)
		return look_pages(face, film, event);
	return pool_printf(face->pool, M_FILM_PAGE,
		(long long)((event->start - region->start) / film->page_size) + 1,
		(long long)((region->end - region->start) / film->page_size));
}

const char *film_place(const struct face *face, const struct film_event *event)
{
	const char *function = event->function;
	const char *file = event->code ? text_base_name(event->code) : NULL;

	if (event->kind == FILM_LOOK)
		return M_FILM_AT_A_LOOK;
	if (event->kernel)
		return M_FILM_BY_KERNEL;
	if (event->source)
		file = pool_printf(face->pool, "%s:%d", text_base_name(event->source),
			event->source_line);
	if (!file)
		return "";
	return report_visible(
		face, function ? pool_printf(face->pool, "%s, %s", file, function) : file);
}

/* What was printed by an event, as one can read it. */
static const char *printed_by(const struct face *face, const struct film *film,
	const struct film_event *event, size_t most)
{
	const struct film_output *output = &film->outputs[event->output];
	const struct bytes *stream = output->is_err ? &film->err : &film->out;

	return text_visible(
		face->pool, stream->data + output->from, output->to - output->from, most);
}

/* The line of the trace with one blank where strace aligns the result with several. */
static const char *call_text(const struct face *face, const char *text)
{
	char *copy = pool_copy(face->pool, text, strlen(text));
	const char *from = text;
	char *to = copy;

	while (*from) {
		if (*from == ' ' && from[1] == ' ')
			from++;
		else
			*to++ = *from++;
	}
	*to = '\0';
	return report_visible(face, copy);
}

static const char *fault_sentence(const struct film_event *event)
{
	switch (event->touch) {
	case TOUCH_FIRST: return M_FILM_FIRST;
	case TOUCH_COPY: return M_FILM_COPY;
	case TOUCH_AGAIN: return M_FILM_AGAIN;
	case TOUCH_REFUSED: return M_FILM_REFUSED;
	case TOUCH_NOWHERE: break;
	}
	return M_FILM_NOWHERE;
}

const char *film_sentence(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	switch (event->kind) {
	case FILM_FAULT: return fault_sentence(event);
	case FILM_LOOK: return M_FILM_SEEN;
	case FILM_OUTPUT:
		return pool_printf(face->pool,
			film->outputs[event->output].is_err ? M_FILM_COMPLAINED
							    : M_FILM_PRINTED,
			printed_by(face, film, event, 0));
	default: return call_text(face, event->text);
	}
}

static const char *with(
	const struct face *face, const char *text, int count, const char *more)
{
	return count > 0 ? text_listed(face->pool, text, M_PAGE_COMMA, more) : text;
}

const char *film_faults_words(const struct face *face, const struct film *film, int count)
{
	if (film->unlisted)
		return "";
	return pool_printf(
		face->pool, film->user_only ? M_FILM_USER_FAULTS : M_FILM_FAULTS, count);
}

/* "calls: 3, page faults: 12", without what there is none of. */
static const char *counts_text(
	const struct face *face, const struct film *film, const struct film_counts *counts)
{
	struct pool *pool = face->pool;
	const char *text = with(
		face, "", counts->calls, pool_printf(pool, M_FILM_CALLS, counts->calls));

	text = with(
		face, text, counts->faults, film_faults_words(face, film, counts->faults));
	text = with(face, text, counts->looks,
		pool_printf(pool, M_FILM_LOOKS_COUNTED, counts->looks));
	text = with(face, text, counts->outputs,
		pool_printf(pool, M_FILM_OUTPUTS, counts->outputs));
	text = with(face, text, counts->signals,
		pool_printf(pool, M_FILM_SIGNALS, counts->signals));
	return with(face, text, counts->ends, pool_printf(pool, M_FILM_ENDS, counts->ends));
}

const char *film_step_words(
	const struct face *face, const struct film *film, const struct film_step *step)
{
	struct film_counts counts = film_count(film, step->first, step->last);
	const char *text = counts_text(face, film, &counts);

	if (step->kind == STEP_STARTUP)
		return pool_printf(face->pool, M_FILM_STARTUP, text);
	if (step->kind == STEP_MANY)
		return pool_printf(face->pool, M_FILM_MANY, text);
	if (counts.outputs > 0)
		return pool_printf(face->pool, M_FILM_PRINTS, counts.outputs,
			printed_by(face, film, &film->events[step->first], FIRST_BYTES));
	return pool_printf(face->pool, M_FILM_ALIKE, counts.faults,
		fault_sentence(&film->events[step->first]));
}

const char *film_looks_words(const struct face *face, const struct film *film)
{
	return pool_printf(face->pool, M_FILM_LOOKS, film->looks);
}

const char *film_summary(const struct face *face, const struct film *film)
{
	struct film_counts counts = film_count(film, 0, film->count - 1);

	return pool_printf(face->pool, M_FILM_SUMMARY, film->count,
		counts_text(face, film, &counts), film->lane_count);
}
