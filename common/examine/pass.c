/* SPDX-License-Identifier: MIT */
#include "pass.h"

#include <string.h>

#include "../match/judge.h"
#include "../match/need.h"
#include "../match/pictures.h"
#include "messages.h"
#include "ask.h"
#include "builds.h"
#include "launch.h"
#include "perform.h"

static void set_evidence(struct context *context, struct examination *at)
{
	int count = 0;

	for (const struct run_spec *run = at->expect.runs; run; run = run->next)
		count += run->times;
	for (const struct run_spec *tool = at->expect.tools; tool; tool = tool->next)
		count++;
	memset(&at->evidence, 0, sizeof at->evidence);
	context->kept = (struct kept){0};
	at->evidence.pool = context->pool;
	at->evidence.main = at->lab->main;
	at->evidence.replaced = at->result.replaced;
	at->evidence.expect = &at->expect;
	examination_set_facts(context->pool, at, &context->machine);
	at->evidence.performed =
		pool_alloc(context->pool, (size_t)count * sizeof *at->evidence.performed);
	if (at->narrow)
		need_find(&at->evidence);
}

static void set_performed_all(
	struct context *context, struct examination *at, const struct built *builds)
{
	for (const struct run_spec *run = at->expect.runs; run; run = run->next) {
		const struct built *built;

		if (!needs_run(&at->evidence, run))
			continue;
		built = builds_of_run(builds, run);
		for (int i = 1; i <= run->times; i++) {
			struct performed *performed =
				&at->evidence.performed[at->evidence.performed_count++];

			performed->run = run;
			performed->repetition = i;
			if (built->outcome != COMPILED)
				performed->record = builds_record(context, built);
		}
	}
}

static void note_what_must_stay(
	struct context *context, struct examination *at, const struct built *builds)
{
	const char *folder = binary_folder(context, at->lab);

	intact_add(context->pool, &at->intact, ".");
	intact_add_way(context->pool, &at->intact, context->folder.path);
	intact_add_way(context->pool, &at->intact, folder);
	intact_add(context->pool, &at->intact, context->project.shim);
	for (const struct built *built = builds; built; built = built->next)
		intact_add(context->pool, &at->intact,
			pool_printf(context->pool, "%s/%s", folder, built->spec->name));
}

/* A run of the same source that had to be stopped; NULL when there was none. */
static const struct performed *find_stopped(
	const struct examination *at, const struct performed *performed)
{
	for (const struct performed *before = at->evidence.performed; before != performed;
		before++)
		if (before->record->outcome == OUTCOME_STOPPED &&
			strcmp(before->run->build->source, performed->run->build->source) ==
				0)
			return before;
	return NULL;
}

/* Each run that does not end costs the whole limit, and one of a program tells enough. */
static const struct record *unperformed(
	struct context *context, const struct performed *stopped)
{
	struct record *record = pool_alloc(context->pool, sizeof *record);

	record->outcome = OUTCOME_UNPERFORMED;
	record->failing = stopped->record->failing;
	record->trouble.reason = SAY(context->pool, NOT_PERFORMED, stopped->run->name);
	return record;
}

/*
 * Begin a run while the one before it, `*going`, goes on, and end that; see run/observe.c. What has
 * begun by the time that one had to be stopped is given up.
 */
static int perform_one(struct context *context, struct examination *at, int index,
	struct begun **going, struct err *err)
{
	struct performed *performed = &at->evidence.performed[index];
	const struct performed *stopped = find_stopped(at, performed);
	struct begun *next = stopped ? NULL : perform_begin(context, at, performed, err);
	int result = stopped || next ? 0 : -1;

	if (*going && perform_end(*going, err) != 0)
		result = -1;
	progress_run(&context->progress, index + 1, performed->run->name);
	stopped = find_stopped(at, performed);
	if (stopped && next)
		perform_abandon(next);
	if (stopped)
		performed->record = unperformed(context, stopped);
	*going = stopped ? NULL : next;
	return result;
}

/* What has a record already could not be built. */
static int perform_all(struct context *context, struct examination *at, struct err *err)
{
	struct begun *going = NULL;
	int result = 0;

	for (int i = 0; i < at->evidence.performed_count && result == 0 && !at->damage; i++)
		if (!at->evidence.performed[i].record)
			result = perform_one(context, at, i, &going, err);
	if (going && result == 0 && !at->damage)
		return perform_end(going, err);
	if (going)
		perform_abandon(going);
	return result;
}

/* Where a run has damaged what the others need, they would show nothing. */
static void skip_the_rest(struct examination *at)
{
	for (int i = 0; at->damage && i < at->evidence.performed_count; i++)
		if (!at->evidence.performed[i].record)
			at->evidence.performed[i].record = at->damage;
}

/* What a run has put in the place of a build is none, not even for the program after it. */
static void forget_what_is_broken(struct context *context, struct examination *at)
{
	if (at->damage || intact_find_broken(at->intact))
		builds_forget(context, at);
}

static int perform(
	struct context *context, struct examination *examination, struct err *err)
{
	struct built *builds = NULL;
	int result;

	memset(&context->untraced, 0, sizeof context->untraced);
	folder_clear(context->pool, &context->folder);
	examination->intact = NULL;
	examination->damage = NULL;
	examination->result.user = examination->user;
	set_evidence(context, examination);
	examination->result.left_out = need_left_out(&examination->evidence);
	result = builds_make(context, examination, &builds, err);
	if (result == 0) {
		builds_read(context, examination, builds);
		note_what_must_stay(context, examination, builds);
		set_performed_all(context, examination, builds);
		progress_begin(&context->progress, examination->lab->number,
			examination->evidence.performed_count, context->options.limit);
		result = perform_all(context, examination, err);
	}
	if (result == 0)
		skip_the_rest(examination);
	return result;
}

int examine_perform(
	struct context *context, struct examination *examination, struct err *err)
{
	int result = perform(context, examination, err);

	forget_what_is_broken(context, examination);
	return result;
}

int examine_once(struct context *context, struct examination *examination, struct err *err)
{
	int result = perform(context, examination, err);

	if (result == 0)
		result = ask_tools(context, examination, err);
	forget_what_is_broken(context, examination);
	if (result == 0) {
		examination->result.results = judge(&examination->evidence);
		pictures_read(&examination->evidence);
		lab_result_finish(&examination->result);
	}
	return result;
}
