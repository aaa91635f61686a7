/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/text.h"
#include "../report/observed.h"
#include "../host/compile.h"
#include "../host/refusal.h"
#include "../host/tool.h"
#include "../examine/evidence_folder.h"
#include "../examine/launch.h"
#include "../examine/prepare.h"
#include "../examine/record.h"
#include "face.h"
#include "messages.h"

/*
 * The same observation as of a lab's program, of any C file or command, without a verdict.
 * The program runs where the caller is, so that the names of files among its arguments mean
 * what they mean by hand.
 */

enum { MOST_OBSERVED_PAUSES = 20 }; /* a program may read Enter without end */

struct subject {
	const char *asked;   /* FILE as it was typed */
	const char *source;  /* the C file, or NULL */
	const char *name;    /* of its evidence */
	const char *stem;    /* build/observed/NAME/NAME, which the evidence begins with */
	const char *program; /* as it is executed in the caller's folder */
};

/* --- which program -------------------------------------------------------------------- */

/* Behind the last slash, and for a C file without its end. */
static const char *name_of(struct pool *pool, const char *path, bool is_source)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name) - (is_source ? strlen(".c") : 0);

	return length > 0 ? pool_copy(pool, name, length) : "program";
}

/* What stands at the path instead of a program; always -1. */
static int explain_no_program(const char *asked, const char *path, struct err *err)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return err_set(err,
			strchr(asked, '/') ? M_OBSERVE_MISSING : M_OBSERVE_NO_COMMAND,
			asked);
	if (S_ISDIR(status.st_mode))
		return err_set(err, M_OBSERVE_FOLDER, asked);
	return err_set(err, M_OBSERVE_NOT_EXECUTABLE, asked);
}

/* A path as it was typed; a name alone is a program of the caller's folder, or of PATH. */
static int find_command(struct context *context, struct subject *subject, struct err *err)
{
	struct pool *pool = context->pool;
	const char *asked = subject->asked;
	const char *path = project_caller_path(pool, &context->project, asked);
	const char *found = strchr(asked, '/') ? NULL : tool_find(pool, asked);

	if (tool_is_program(path))
		subject->program =
			strchr(asked, '/') ? asked : pool_printf(pool, "./%s", asked);
	else if (found)
		subject->program = absolute_path(context, found);
	else
		return explain_no_program(asked, path, err);
	return 0;
}

/* The evidence is named so that the caller can type it: short in the project's root. */
static void name_evidence(struct context *context, struct subject *subject)
{
	const struct project *project = &context->project;
	const char *stem = pool_printf(context->pool, "%s/observed/%s/%s", project->build,
		subject->name, subject->name);

	subject->stem = strcmp(project->caller, project->root) == 0
		? stem
		: absolute_path(context, stem);
}

static int find_subject(struct context *context, struct subject *subject, struct err *err)
{
	const char *asked = context->options.words[0];

	memset(subject, 0, sizeof *subject);
	if (!asked || !*asked)
		return err_set(err, M_OBSERVE_WHICH);
	subject->asked = asked;
	if (text_ends(asked, ".c"))
		subject->source = examine_source(context, asked, err);
	if (text_ends(asked, ".c") ? !subject->source
				   : find_command(context, subject, err) != 0)
		return -1;
	subject->name = name_of(context->pool, asked, subject->source != NULL);
	name_evidence(context, subject);
	if (subject->source)
		subject->program = subject->stem;
	return 0;
}

/* --- before the run ------------------------------------------------------------------- */

/* A path below the project's root is shortened, as the compiler shows it in its errors. */
static const char *source_for_compiler(struct context *context, const char *source)
{
	const char *root = pool_printf(context->pool, "%s/", context->project.root);
	const char *rest = text_starts(source, root) ? source + strlen(root) : source;

	return *rest && *rest != '-' && *rest != '/' ? rest : source;
}

/* EXIT_PASSED, or the status to exit with; the reason has been printed. */
static int build(struct context *context, const struct subject *subject)
{
	char *const none[] = {NULL};
	const struct compilation compilation = {
		.source = source_for_compiler(context, subject->source),
		.output = subject->stem,
		.flags = none,
	};
	enum compiled outcome;
	const struct said *message;
	struct err err;

	if (compile(context->pool, &compilation, &outcome, &message, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	switch (outcome) {
	case COMPILED: return EXIT_PASSED;
	case COMPILE_FAILED:
		complain(M_OBSERVE_UNCOMPILED, subject->asked,
			said_text(context->pool, message));
		return EXIT_USAGE;
	case COMPILE_REFUSED:
		complain("%s", said_text(context->pool, message));
		complain("%s", M_REMEDY_COMPILER);
	}
	return EXIT_SKIPPED;
}

/* What an earlier run has left; not all of the folder, which may hold the program itself. */
static void drop_evidence(struct context *context, const char *name)
{
	static const char *const ends[] = {"out", "err", "log", "command", "stopped"};
	int folder = context->folder.fd;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		folder_remove(folder, pool_printf(context->pool, "%s.%s", name, ends[i]));
	for (int i = 1; i <= MOST_OBSERVED_PAUSES; i++)
		folder_remove(folder, pool_printf(context->pool, "%s.pause%d", name, i));
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
	for (char **word = options->words + 1; *word; word++) {
		*end = pool_alloc(context->pool, sizeof **end);
		(*end)->text = *word;
		end = &(*end)->next;
	}
}

static void fill_launch(struct context *context, const struct subject *subject,
	const struct run_spec *spec, struct launch *launch)
{
	memset(launch, 0, sizeof *launch);
	launch->directory = context->project.caller;
	launch->user = (uid_t)-1;
	launch->group = (gid_t)-1;
	launch_fill(context, spec, subject->program, launch);
	launch->most_pauses = MOST_OBSERVED_PAUSES;
	launch->without_terminal = true;
	launch->line_by_line = spec->input != NULL;
	launch->with_children = true;
	launch->last_look = true;
	launch->without_memory = true;
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

static int tell(struct context *context, const struct subject *subject,
	const struct record *record, const struct observation *seen)
{
	struct face face = face_of(context);
	struct observed observed = {
		.record = record,
		.source = subject->source ? subject->asked : NULL,
		.typed = context->options.input != NULL,
	};

	if (record->outcome == OUTCOME_BROKEN) {
		complain("vmlab: %s", said_text(context->pool, record->trouble.reason));
		return EXIT_BROKEN;
	}
	if (context->options.no_aslr && seen->randomised)
		observed.randomised = refusal_of("personality", 0);
	observed_tell(&face, &observed);
	return record->outcome == OUTCOME_REFUSED ? EXIT_SKIPPED : EXIT_PASSED;
}

static int perform(struct context *context, const struct subject *subject)
{
	struct run_spec spec;
	struct launch launch;
	struct record record;
	struct err err;
	struct run *run;
	const struct observation *seen;

	fill_spec(context, &spec);
	fill_launch(context, subject, &spec, &launch);
	run = observe_begin(context->pool, &launch, &context->untraced, &err);
	seen = run ? observe_end(run, &err) : NULL;
	if (!seen) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	if (seen->not_executable) {
		complain(M_OBSERVE_EXECVE, subject->asked, strerror(seen->not_executable));
		return EXIT_USAGE;
	}
	fill_record(context, subject, &spec, seen, &record);
	if (record_keep(context, seen, subject->stem, &record, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	return tell(context, subject, &record, seen);
}

int command_observe(struct context *context)
{
	struct subject subject;
	struct err err;
	int status;

	if (find_subject(context, &subject, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (evidence_open(context, pool_printf(context->pool, "observed/%s", subject.name),
		    &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	drop_evidence(context, subject.name);
	status = subject.source ? build(context, &subject) : EXIT_PASSED;
	if (status == EXIT_PASSED)
		status = perform(context, &subject);
	folder_close(&context->folder);
	return status;
}
