/* SPDX-License-Identifier: MIT */
#include "program_run.h"

#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "../base/words.h"
#include "../examine/launch.h"
#include "../examine/record.h"
#include "../run/shim.h"
#include "cmd.h"
#include "messages.h"

enum { MOST_OBSERVED_PAUSES = 20 }; /* a program may read Enter without end */

/* --- before the run ------------------------------------------------------------------- */

/* What an earlier run has left; not all of the folder, which may hold the program itself. */
static void drop_evidence(struct context *context, const char *name)
{
	static const char *const ends[] = {
		"out", "err", "log", "command", "last", "compiler", "faults"};
	int folder = context->folder.fd;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		folder_remove(folder, pool_printf(context->pool, "%s.%s", name, ends[i]));
	for (int i = 1; i <= MOST_OBSERVED_PAUSES; i++)
		folder_remove(folder, pool_printf(context->pool, "%s.pause%d", name, i));
}

/* Adds words at the end of a list, and gives its new end. */
static struct word **add_args(struct pool *pool, struct word **end, char *const *words)
{
	for (; *words; words++) {
		*end = pool_alloc(pool, sizeof **end);
		(*end)->text = *words;
		end = &(*end)->next;
	}
	return end;
}

/* The options as a run of an expected file would say them. */
static void fill_spec(struct context *context, struct run_spec *spec)
{
	const struct options *options = &context->options;
	struct word **end = &spec->args;

	memset(spec, 0, sizeof *spec);
	if (options->input)
		spec->input = text_unescaped(
			context->pool, options->input, strlen(options->input));
	spec->stack = options->stack;
	spec->randomisation =
		options->no_aslr ? RANDOMISATION_OFF_PREFERRED : RANDOMISATION_ON;
	spec->pauses_counted = true; /* a run with pauses, however many they are */
	end = add_args(context->pool, end,
		words_split(context->pool, options->args ? options->args : ""));
	add_args(context->pool, end, options->words + 1);
}

/* What a lab keeps the same for everybody is as the caller has it, unless he asks. */
static void as_by_hand(const struct options *options, struct launch *launch)
{
	launch->huge_pages = !options->no_huge_pages;
	if (!launch->stack)
		launch->stack = SHIM_STACK_KEPT;
	if (options->clean)
		return;
	launch->settings = environ;
	launch->bare = true;
}

static void fill_launch(struct context *context, const struct subject *subject,
	const struct run_spec *spec, struct launch *launch)
{
	memset(launch, 0, sizeof *launch);
	launch->directory = context->project.caller;
	launch->user = (uid_t)-1;
	launch->group = (gid_t)-1;
	launch_fill(context, spec, subject->program, launch);
	as_by_hand(&context->options, launch);
	launch->most_pauses = MOST_OBSERVED_PAUSES;
	launch->without_terminal = true;
	launch->line_by_line = spec->input != NULL;
	launch->with_children = true;
	launch->every_wait = true;
	launch->last_look = true;
	launch->without_memory = true;
	launch->looks_at_pages = context->options.looks_at_pages;
	launch->guarded = false; /* it may be a debugger */
}

/* --- the run -------------------------------------------------------------------------- */

static void fill_record(struct context *context, const struct subject *subject,
	const struct run_spec *spec, const struct observation *seen, struct record *record)
{
	struct pool *pool = context->pool;

	memset(record, 0, sizeof *record);
	record->out_file = pool_printf(pool, "%s.out", subject->stem);
	record->err_file = pool_printf(pool, "%s.err", subject->stem);
	record->log_file = seen->traced ? pool_printf(pool, "%s.log", subject->stem) : NULL;
	record->command = launch_by_hand(context, spec, subject->program);
	record_fill(context, seen, subject->stem, NULL, record);
	if (record->outcome == OUTCOME_STOPPED)
		record_fill_trace(context, seen, record);
}

const char *program_compiler_file(struct pool *pool, const struct subject *subject)
{
	return pool_printf(pool, "%s.compiler", subject->stem);
}

/* The evidence of the run, and of what the compiler said before it. */
static int keep(struct context *context, const struct subject *subject,
	const struct compile_result *built, const struct record *record,
	const struct observation *seen, struct err *err)
{
	if (built->said.size > 0 &&
		folder_write(&context->folder,
			program_compiler_file(context->pool, subject), built->said.data,
			built->said.size, err) != 0)
		return -1;
	return record_keep(context, seen, subject->stem, record, err);
}

static int complain_of_error(const struct err *err)
{
	print_error(err);
	return EXIT_BROKEN;
}

int program_perform(struct context *context, const struct subject *subject,
	const struct compile_result *built, struct record *record,
	const struct observation **seen)
{
	struct run_spec spec;
	struct launch launch;
	struct err err;
	struct run *run;

	drop_evidence(context, subject->name);
	fill_spec(context, &spec);
	fill_launch(context, subject, &spec, &launch);
	run = observe_begin(context->pool, &launch, &context->untraced, &err);
	*seen = run ? observe_end(run, &err) : NULL;
	if (!*seen)
		return complain_of_error(&err);
	if ((*seen)->not_executable) {
		complain(M_OBSERVE_EXECVE, subject->asked,
			strerror((*seen)->not_executable));
		return EXIT_USAGE;
	}
	fill_record(context, subject, &spec, *seen, record);
	if (keep(context, subject, built, record, *seen, &err) != 0)
		return complain_of_error(&err);
	if (record->outcome != OUTCOME_BROKEN)
		return EXIT_PASSED;
	complain("vmlab: %s", said_text(context->pool, record->trouble.reason));
	return EXIT_BROKEN;
}
