/* SPDX-License-Identifier: MIT */
#include "perform.h"

#include <string.h>

#include "../base/text.h"
#include "../run/observe.h"
#include "../run/refusal.h"
#include "launch.h"

static int keep_evidence(const struct observation *seen, const struct record *record,
	const char *stem, struct pool *pool, struct err *err)
{
	if (text_write_file(record->out_file, seen->out.data, seen->out.size, err) != 0 ||
		text_write_file(record->err_file, seen->err.data, seen->err.size, err) != 0)
		return -1;
	return text_write_file(pool_printf(pool, "%s.command", stem), record->command,
		strlen(record->command), err);
}

/* The evidence files of a run are STEM.out, STEM.err, STEM.log and STEM.command. */
static const char *stem_of(
	struct context *context, const struct examination *at, const struct scene *scene)
{
	const char *folder = evidence_folder(context, at->lab);

	return scene->run->times == 1
		? pool_printf(context->pool, "%s/%s", folder, scene->run->name)
		: pool_printf(context->pool, "%s/%s.%d", folder, scene->run->name,
			  scene->repetition);
}

static void name_evidence(struct context *context, const struct examination *at,
	const struct scene *scene, const char *stem, struct record *record)
{
	record->out_file = pool_printf(context->pool, "%s.out", stem);
	record->err_file = pool_printf(context->pool, "%s.err", stem);
	record->log_file = pool_printf(context->pool, "%s.log", stem);
	record->command = launch_by_hand(context, at, scene->run);
	record->program = absolute_path(context,
		pool_printf(context->pool, "%s/%s", binary_folder(context, at->lab),
			scene->run->build->name));
	record->culprit = pool_printf(context->pool, "run %s", scene->run->name);
	record->evidence = record->out_file;
}

struct performance {
	struct context *context;
	const char *stem;
	struct record *record;
	struct launch launch;
	struct run *run; /* NULL: there is nothing to run */
};

struct performance *perform_begin(struct context *context,
	const struct examination *examination, struct scene *scene, struct err *err)
{
	struct performance *at = pool_alloc(context->pool, sizeof *at);

	at->context = context;
	at->stem = stem_of(context, examination, scene);
	at->record = pool_alloc(context->pool, sizeof *at->record);
	scene->record = at->record;
	name_evidence(context, examination, scene, at->stem, at->record);
	if (!launch_choose_user(scene->run, &at->launch)) {
		at->record->outcome = OUTCOME_REFUSED;
		at->record->trouble = refusal_of("user", 0);
		return at;
	}
	launch_fill(context, examination, scene->run, at->stem, &at->launch);
	at->run = observe_begin(context->pool, &at->launch, &context->untraced, err);
	return at->run ? at : NULL;
}

int perform_end(struct performance *performance, struct err *err)
{
	struct context *context = performance->context;
	struct record *record = performance->record;
	const struct observation *seen;

	if (!performance->run)
		return 0;
	seen = observe_end(performance->run, err);
	if (!seen)
		return -1;
	if (!seen->traced)
		record->log_file = NULL;
	record_fill(context, seen, performance->stem, record);
	return keep_evidence(seen, record, performance->stem, context->pool, err);
}

void perform_abandon(struct performance *performance)
{
	if (performance->run)
		observe_abandon(performance->run);
}
