/* SPDX-License-Identifier: MIT */
#include "film_steps.h"

#include "../base/text.h"

/* Of these many page faults, and pieces of output, one step is made. */
enum { LEAST_FAULTS = 3, LEAST_OUTPUTS = 8 };

/* Do two page faults say the same of other pages? */
static bool is_alike(const struct film_event *a, const struct film_event *b)
{
	return a->kind == FILM_FAULT && b->kind == FILM_FAULT && a->lane == b->lane &&
		a->tid == b->tid && a->region == b->region && a->touch == b->touch &&
		a->kernel == b->kernel && text_same(a->code, b->code) &&
		text_same(a->source, b->source) && text_same(a->function, b->function) &&
		a->source_line == b->source_line;
}

static bool are_alike(const struct film *film, int a, int b)
{
	const struct film_event *left = &film->events[a];
	const struct film_event *right = &film->events[b];

	if (left->kind == FILM_OUTPUT && right->kind == FILM_OUTPUT)
		return left->lane == right->lane && left->tid == right->tid &&
			film->outputs[left->output].is_err ==
			film->outputs[right->output].is_err;
	return is_alike(left, right);
}

/* The last event that says the same, if there are enough of them. */
static int end_of_alike(const struct film *film, int first)
{
	int last = first;

	while (last + 1 < film->count && are_alike(film, first, last + 1))
		last++;
	return last - first + 1 >= (film->events[first].kind == FILM_OUTPUT ? LEAST_OUTPUTS
									    : LEAST_FAULTS)
		? last
		: first;
}

static void add_step(
	struct film_steps *steps, enum film_step_kind kind, int first, int last)
{
	steps->at[steps->count++] =
		(struct film_step){.kind = kind, .first = first, .last = last};
}

/* Puts neighbours together until there are few enough; the start-up stays what it is. */
static void fold_further(struct film_steps *steps, int most)
{
	int from = steps->count > 0 && steps->at[0].kind == STEP_STARTUP;
	int of = steps->count - from;
	int each = (of + most - 1) / most;
	int kept = from;

	for (int i = from; i < steps->count; i += each) {
		int end = i + each < steps->count ? i + each : steps->count;
		struct film_step step = steps->at[i];

		if (end - i > 1) {
			step.kind = STEP_MANY;
			step.last = steps->at[end - 1].last;
		}
		steps->at[kept++] = step;
	}
	steps->count = kept;
}

static void count_folded(struct film_steps *steps)
{
	steps->folded = 0;
	for (int i = 0; i < steps->count; i++)
		if (steps->at[i].kind != STEP_ONE)
			steps->folded += steps->at[i].last - steps->at[i].first + 1;
}

struct film_steps film_fold(struct pool *pool, const struct film *film, int most)
{
	struct film_steps steps = {
		.at = pool_alloc(pool, ((size_t)film->count + 1) * sizeof *steps.at)};
	int at = 0;

	if (film->startup > 1) {
		add_step(&steps, STEP_STARTUP, 0, film->startup - 1);
		at = film->startup;
	}
	while (at < film->count) {
		int last = end_of_alike(film, at);

		add_step(&steps, last > at ? STEP_ALIKE : STEP_ONE, at, last);
		at = last + 1;
	}
	if (most > 0 && steps.count > most)
		fold_further(&steps, most);
	count_folded(&steps);
	return steps;
}

struct film_counts film_count(const struct film *film, int first, int last)
{
	struct film_counts counts = {0};

	for (int i = first; i <= last && i < film->count; i++) {
		const struct film_event *event = &film->events[i];

		counts.calls += event->kind == FILM_CALL;
		counts.faults += event->kind == FILM_FAULT;
		counts.first += event->kind == FILM_FAULT && event->touch == TOUCH_FIRST;
		counts.outputs += event->kind == FILM_OUTPUT;
		counts.looks += event->kind == FILM_LOOK;
		counts.signals += event->kind == FILM_SIGNAL;
		counts.ends += event->kind == FILM_EXIT;
	}
	return counts;
}
