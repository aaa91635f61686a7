/* SPDX-License-Identifier: MIT */
#include "perform.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "../run/observe.h"
#include "../run/refusal.h"

/* From a run of the expected file to a launch, and from what was seen to a record. */

char **words_to_array(struct pool *pool, const char *first, const struct word *words)
{
	size_t count = first != NULL;
	char **array;

	for (const struct word *at = words; at; at = at->next)
		count++;
	array = pool_alloc(pool, (count + 1) * sizeof *array);
	count = 0;
	if (first)
		array[count++] = (char *)first;
	for (const struct word *at = words; at; at = at->next)
		array[count++] = (char *)at->text;
	return array;
}

const char *binary_folder(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "%s/labs/%s", context->project.build, lab->name);
}

/* --- the launch ----------------------------------------------------------------------- */

static bool sets(const struct word *environment, const char *prefix)
{
	for (; environment; environment = environment->next)
		if (text_starts(environment->text, prefix))
			return true;
	return false;
}

/* PATH, LC_ALL=C, and what the expected file adds or says otherwise. */
static char **environment_of(struct context *context, const struct run_spec *spec)
{
	const char *path = getenv("PATH");
	struct word locale = {.text = "LC_ALL=C", .next = spec->environment};
	const struct word *rest =
		sets(spec->environment, "LC_ALL=") ? spec->environment : &locale;

	if (sets(spec->environment, "PATH="))
		return words_to_array(context->pool, NULL, rest);
	return words_to_array(context->pool,
		pool_printf(context->pool, "PATH=%s",
			path ? path : "/usr/local/bin:/usr/bin:/bin"),
		rest);
}

static int randomisation_of(const struct run_spec *spec)
{
	switch (spec->randomisation) {
	case RANDOMISATION_ON: return 1;
	case RANDOMISATION_OFF: return 0;
	case RANDOMISATION_OFF_PREFERRED: return -1;
	}
	return 1;
}

/* False when there is no such user here, or becoming it is not allowed. */
static bool choose_user(const struct run_spec *spec, struct launch *launch)
{
	const struct passwd *user = spec->user ? getpwnam(spec->user) : NULL;

	launch->user = (uid_t)-1;
	launch->group = (gid_t)-1;
	if (!spec->user)
		return true;
	if (!user || (geteuid() != 0 && geteuid() != user->pw_uid))
		return false;
	if (geteuid() == 0) {
		launch->user = user->pw_uid;
		launch->group = user->pw_gid;
	}
	return true;
}

static const char *absolute(struct context *context, const char *path)
{
	return *path == '/'
		? path
		: pool_printf(context->pool, "%s/%s", context->project.root, path);
}

static void fill_launch(struct context *context, const struct examination *at,
	const struct run_spec *spec, const char *stem, struct launch *launch)
{
	const char *program = pool_printf(context->pool, "./%s", spec->build->name);

	launch->directory = absolute(context, binary_folder(context, at->lab));
	launch->argv = words_to_array(context->pool, program, spec->args);
	launch->environment = environment_of(context, spec);
	launch->shim = context->project.shim;
	launch->log = absolute(context, pool_printf(context->pool, "%s.log", stem));
	if (spec->perf_stat)
		launch->perf_file =
			absolute(context, pool_printf(context->pool, "%s.perf", stem));
	launch->randomised = randomisation_of(spec);
	launch->huge_pages = spec->huge_pages;
	launch->stack = spec->stack;
	launch->in_full = spec->in_full;
	launch->input = spec->input;
	launch->stdout_pipe = spec->stdout_pipe;
	launch->limit = context->options.limit;
}

/* A word as the shell reads it back. */
static const char *shell_word(struct pool *pool, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_=./:,+@%";
	const char *text = "'";

	if (*word && word[strspn(word, plain)] == '\0')
		return word;
	for (; *word; word++)
		text = *word == '\'' ? pool_printf(pool, "%s'\\''", text)
				     : pool_printf(pool, "%s%c", text, *word);
	return pool_printf(pool, "%s'", text);
}

/* What must be set before the program, in front of the command that starts it. */
static const char *settings_by_hand(struct pool *pool, const struct run_spec *spec)
{
	const char *text = "";

	if (spec->input)
		text = pool_printf(pool, "printf %%s %s | ", shell_word(pool, spec->input));
	if (spec->environment)
		text = pool_printf(pool, "%senv ", text);
	for (const struct word *word = spec->environment; word; word = word->next)
		text = pool_printf(pool, "%s%s ", text, shell_word(pool, word->text));
	if (spec->stack)
		text = pool_printf(pool, "%sprlimit --stack=%s ", text,
			spec->stack < 0 ? "unlimited"
					: number_text(pool, spec->stack, false));
	if (spec->user)
		text = pool_printf(pool, "%ssudo -u %s ", text, spec->user);
	return spec->randomisation == RANDOMISATION_ON
		? text
		: pool_printf(pool, "%ssetarch -R ", text);
}

/* The same run as a person types it in the project's root. */
static const char *command_by_hand(
	struct context *context, const struct examination *at, const struct run_spec *spec)
{
	struct pool *pool = context->pool;
	const char *program = pool_printf(
		pool, "%s/%s", binary_folder(context, at->lab), spec->build->name);
	const char *tool = spec->perf_stat ? "perf stat -e page-faults --"
		: spec->in_full
		? pool_printf(pool, "strace -f -e 'abbrev=!%s'", spec->in_full)
		: "strace -f";
	const char *text = pool_printf(pool, "%s%s %s", settings_by_hand(pool, spec), tool,
		shell_word(pool, program));

	for (const struct word *word = spec->args; word; word = word->next)
		text = pool_printf(pool, "%s %s", text, shell_word(pool, word->text));
	return text;
}

/* --- the record ----------------------------------------------------------------------- */

static void fill_record(
	struct context *context, const struct observation *seen, struct record *record)
{
	struct err err;

	record->outcome = seen->outcome;
	record->trouble = seen->trouble;
	record->ending = seen->ending;
	record->out = text_lines(context->pool, seen->out.data, seen->out.size);
	record->err = text_lines(context->pool, seen->err.data, seen->err.size);
	record->untraced = seen->untraced;
	record->faults = seen->faults;
	record->fault_witness = fault_source_text(seen->fault_source);
	record->band = fault_band(seen->randomised);
	record->uncounted = seen->uncounted;
	if (!seen->traced || seen->outcome != OUTCOME_ENDED)
		return;
	if (trace_parse(context->pool, seen->log.data, seen->log.size, seen->pid,
		    &record->trace, &err) != 0) {
		record->outcome = OUTCOME_BROKEN;
		record->trouble.reason = pool_printf(context->pool, "%s:%d: %s",
			record->log_file, err.line, err.message);
	}
}

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
	record->command = command_by_hand(context, at, scene->run);
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
	if (!choose_user(scene->run, &at->launch)) {
		at->record->outcome = OUTCOME_REFUSED;
		at->record->trouble = refusal_of("user", 0);
		return at;
	}
	fill_launch(context, examination, scene->run, at->stem, &at->launch);
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
	fill_record(context, seen, record);
	return keep_evidence(seen, record, performance->stem, context->pool, err);
}

void perform_abandon(struct performance *performance)
{
	if (performance->run)
		observe_abandon(performance->run);
}
