/* SPDX-License-Identifier: MIT */
#include "launch.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "../base/text_builder.h"

/* From a run of the expected file to a launch, and to the command that does it by hand. */

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

const char *binary_name(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "%s/%s",
		context->options.program ? "judged" : "labs", lab->name);
}

const char *binary_folder(struct context *context, const struct lab *lab)
{
	return pool_printf(
		context->pool, "%s/%s", context->project.build, binary_name(context, lab));
}

/* The environment of the tracer, to which the shim adds what the expected file sets. */
static char **environment_of(struct context *context)
{
	const char *path = getenv("PATH");
	struct word locale = {.text = "LC_ALL=C"};

	return words_to_array(context->pool,
		pool_printf(context->pool, "PATH=%s",
			path ? path : "/usr/local/bin:/usr/bin:/bin"),
		&locale);
}

/*
 * The variables that the expected file sets; and where malloc() is told, the library that
 * tells it, which lies in the folder.
 */
static const struct word *variables_of(
	struct pool *pool, const struct run_spec *spec, const char *folder)
{
	struct word *preload;

	if (!spec->malloc_told)
		return spec->environment;
	preload = pool_alloc(pool, sizeof *preload);
	preload->text = pool_printf(pool, "LD_PRELOAD=%s/%s", folder, LAUNCH_LISTENER);
	preload->next = spec->environment;
	return preload;
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

bool launch_choose_user(const struct run_spec *spec, int otherwise, struct launch *launch)
{
	const struct passwd *user = spec->user ? getpwnam(spec->user) : NULL;

	launch->user = (uid_t)otherwise;
	launch->group = (gid_t)otherwise;
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

const char *absolute_path(struct context *context, const char *path)
{
	return *path == '/'
		? path
		: pool_printf(context->pool, "%s/%s", context->project.root, path);
}

void launch_fill(struct context *context, const struct run_spec *spec, const char *program,
	struct launch *launch)
{
	launch->argv = words_to_array(context->pool, program, spec->args);
	launch->environment = environment_of(context);
	launch->settings =
		words_to_array(context->pool, NULL, variables_of(context->pool, spec, "."));
	launch->shim = context->project.shim;
	launch->perf_stat = spec->perf_stat;
	launch->randomised = randomisation_of(spec);
	launch->legacy_layout = spec->legacy_layout;
	launch->zero_page = spec->zero_page;
	launch->huge_pages = spec->huge_pages;
	launch->stack = spec->stack;
	launch->in_full = spec->in_full;
	launch->input = spec->input;
	launch->pausing = run_has_pauses(spec);
	launch->press = spec->press;
	launch->most_pauses = MOST_PAUSES;
	launch->stdout_pipe = spec->stdout_pipe;
	launch->kept = &context->kept;
	launch->guarded = true;
	launch->limit = context->options.limit;
	launch->tick = progress_tick;
	launch->tick_context = &context->progress;
}

/* Is anything in it that a terminal would obey or could not show? */
static bool is_invisible(const char *word)
{
	const char *end = word + strlen(word);
	size_t wide;

	for (; word < end; word += wide) {
		wide = text_utf8_length(word, (size_t)(end - word));
		if (wide == 0 || text_control_length(word, wide) > 0)
			return true;
	}
	return false;
}

/* In $'…', where bash and other shells read the escapes that text_visible writes. */
static const char *escaped_word(struct pool *pool, const char *word)
{
	struct text_builder builder;
	struct bytes text;

	builder_begin(&builder);
	for (; *word; word++)
		fprintf(builder.out, *word == '\'' || *word == '\\' ? "\\%c" : "%c", *word);
	text = builder_end(pool, &builder);
	return pool_printf(pool, "$'%s'", text_visible(pool, text.data, text.size, 0));
}

const char *shell_word(struct pool *pool, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_=./:,+@%";
	struct text_builder text;

	if (*word && word[strspn(word, plain)] == '\0')
		return word;
	if (is_invisible(word))
		return escaped_word(pool, word);
	builder_begin(&text);
	fputc('\'', text.out);
	for (; *word; word++)
		fprintf(text.out, *word == '\'' ? "'\\%c'" : "%c", *word);
	fputc('\'', text.out);
	return builder_end(pool, &text).data;
}

const char *shell_words(struct pool *pool, char *const *words)
{
	struct text_builder text;

	builder_begin(&text);
	for (; *words; words++)
		fprintf(text.out, "%s%s", shell_word(pool, *words), words[1] ? " " : "");
	return builder_end(pool, &text).data;
}

/* A text as the format of printf(1), so that it takes one line. */
static const char *printf_format(struct pool *pool, const char *text)
{
	struct text_builder format;

	builder_begin(&format);
	for (const char *at = text; *at; at++) {
		if (*at == '\n')
			fputs("\\n", format.out);
		else if (*at == '%' || *at == '\\')
			fprintf(format.out, "%c%c", *at, *at);
		else if ((unsigned char)*at < ' ' || (*at == '-' && at == text))
			fprintf(format.out, "\\%03o", (unsigned)*at);
		else
			fputc(*at, format.out);
	}
	return builder_end(pool, &format).data;
}

/* "setarch -R -L ", or nothing; setarch(8). */
static const char *setarch_by_hand(struct pool *pool, const struct run_spec *spec)
{
	const char *options = pool_printf(pool, "%s%s%s",
		spec->randomisation == RANDOMISATION_ON ? "" : "-R ",
		spec->legacy_layout ? "-L " : "", spec->zero_page ? "-Z " : "");

	return *options ? pool_printf(pool, "setarch %s", options) : "";
}

/* The variables of the program, each behind a blank and an option. */
static const char *variables_by_hand(
	struct pool *pool, const struct word *variables, const char *option)
{
	struct text_builder text;

	builder_begin(&text);
	for (const struct word *word = variables; word; word = word->next)
		fprintf(text.out, " %s%s", option, shell_word(pool, word->text));
	return builder_end(pool, &text).data;
}

/* What must be set before the program, in front of the command that starts it. */
static const char *settings_by_hand(struct pool *pool, const struct run_spec *spec)
{
	const char *text = "";

	if (spec->input)
		text = pool_printf(pool,
			run_has_pauses(spec) ? "{ printf %s; cat; } | " : "printf %s | ",
			shell_word(pool, printf_format(pool, spec->input)));
	if (spec->environment && spec->perf_stat)
		text = pool_printf(pool, "%senv%s ", text,
			variables_by_hand(pool, spec->environment, ""));
	if (spec->stack)
		text = pool_printf(pool, "%sprlimit --stack=%s ", text,
			spec->stack < 0 ? "unlimited"
					: number_text(pool, spec->stack, false));
	if (spec->user)
		text = pool_printf(pool, "%ssudo -u %s ", text, spec->user);
	return pool_printf(pool, "%s%s", text, setarch_by_hand(pool, spec));
}

static const char *folder_of(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? pool_copy(pool, path, (size_t)(slash - path)) : ".";
}

/* What shows of the program what the run is about: its faults, its requests, its calls. */
static const char *tool_by_hand(
	struct pool *pool, const struct run_spec *spec, const char *folder)
{
	const struct word *variables = variables_of(pool, spec, folder);

	if (spec->perf_stat)
		return "perf stat -e page-faults --";
	if (spec->malloc_told)
		return pool_printf(pool, "env%s", variables_by_hand(pool, variables, ""));
	return pool_printf(pool, "strace -f%s%s",
		spec->in_full ? pool_printf(pool, " -e 'abbrev=!%s'", spec->in_full) : "",
		variables_by_hand(pool, variables, "-E "));
}

const char *launch_by_hand(
	struct context *context, const struct run_spec *spec, const char *program)
{
	struct pool *pool = context->pool;
	struct text_builder text;

	builder_begin(&text);
	fprintf(text.out, "%s%s %s", settings_by_hand(pool, spec),
		tool_by_hand(pool, spec, folder_of(pool, program)),
		shell_word(pool, program));
	for (const struct word *word = spec->args; word; word = word->next)
		fprintf(text.out, " %s", shell_word(pool, word->text));
	return builder_end(pool, &text).data;
}

/* Is it, or does a path in it begin with, the folder in which the program runs? */
static bool names_file_here(const char *word)
{
	return text_starts(word, "./") || strstr(word, "=./") || strstr(word, ":./");
}

static bool any_names_file_here(const struct word *words)
{
	while (words && !names_file_here(words->text))
		words = words->next;
	return words;
}

const char *launch_by_hand_in(struct context *context, const struct run_spec *spec,
	const char *folder, const char *program)
{
	struct pool *pool = context->pool;

	if (!any_names_file_here(spec->args) && !any_names_file_here(spec->environment))
		return launch_by_hand(
			context, spec, pool_printf(pool, "%s/%s", folder, program));
	return pool_printf(pool, "(cd %s && %s)", shell_word(pool, folder),
		launch_by_hand(context, spec, pool_printf(pool, "./%s", program)));
}
