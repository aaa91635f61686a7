/* SPDX-License-Identifier: MIT */
#include "subject.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../base/words.h"
#include "../host/tool.h"
#include "evidence_folder.h"
#include "launch.h"
#include "prepare.h"

static const char owner_file[] = ".program"; /* of an evidence folder: whose it is */

/* --- which program -------------------------------------------------------------------- */

/* How long the end of its name is that makes it a source of C++, or 0; gcc(1). */
static size_t cplusplus_end(const char *path)
{
	static const char *const ends[] = {".cc", ".cp", ".cxx", ".cpp", ".c++", ".C"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(path, ends[i]))
			return strlen(ends[i]);
	return 0;
}

/* The same for a source of either language. */
static size_t source_end(const char *path)
{
	return text_ends(path, ".c") ? strlen(".c") : cplusplus_end(path);
}

static const char *name_of(struct pool *pool, const char *path, size_t end)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name) - end;

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
	subject->name = name_of(pool, asked, 0);
	return 0;
}

static bool are_sources(char *const *words)
{
	for (; *words; words++)
		if (source_end(*words) == 0)
			return false;
	return true;
}

/* The sources that the text names: one, whatever its name, or several; else NULL. */
static char **sources_of(struct context *context, const char *asked)
{
	struct pool *pool = context->pool;
	char **words = words_split(pool, asked);

	if (words_count(words) > 1 && are_sources(words) &&
		!project_exists(project_caller_path(pool, &context->project, asked)))
		return words;
	words[0] = pool_printf(pool, "%s", asked);
	words[1] = NULL;
	return are_sources(words) ? words : NULL;
}

static int check_sources(struct context *context, struct subject *subject, struct err *err)
{
	const char *first = subject->sources[0];

	for (char *const *source = subject->sources; *source; source++)
		if (!examine_source(context, *source, err))
			return -1;
	subject->name = name_of(context->pool, first, source_end(first));
	return 0;
}

/* The path without links, so that one program has one, wherever it is called. */
static const char *path_of_owner(struct context *context, const struct subject *subject)
{
	struct pool *pool = context->pool;
	const char *path = project_caller_path(pool, &context->project,
		subject->sources ? subject->sources[0] : subject->program);
	char real[PATH_MAX];

	return realpath(path, real) ? pool_printf(pool, "%s", real) : path;
}

int subject_find(struct context *context, const char *asked, struct subject *subject,
	struct err *err)
{
	*subject = (struct subject){.asked = asked};
	if (!asked || !*asked)
		return err_set(err, M_OBSERVE_WHICH);
	subject->sources = sources_of(context, asked);
	if (subject->sources ? check_sources(context, subject, err) != 0
			     : find_command(context, subject, err) != 0)
		return -1;
	subject->owner = path_of_owner(context, subject);
	return 0;
}

/* --- its evidence --------------------------------------------------------------------- */

/* The evidence is named so that the caller can type it: short in the project's root. */
static const char *stem_in(
	struct context *context, const char *below, const struct subject *subject)
{
	const struct project *project = &context->project;
	const char *stem = pool_printf(
		context->pool, "%s/%s/%s", project->build, below, subject->name);

	return strcmp(project->caller, project->root) == 0 ? stem
							   : absolute_path(context, stem);
}

/* One that is gone needs its evidence no more. */
static bool is_of_another(struct pool *pool, const char *path, const char *owner)
{
	struct bytes known;
	struct err ignored;

	return file_read(pool, path, &known, &ignored) == 0 &&
		strcmp(known.data, owner) != 0 && project_exists(known.data);
}

int subject_open(
	struct context *context, const char *kind, struct subject *subject, struct err *err)
{
	struct pool *pool = context->pool;
	const char *build = context->project.build;
	const char *below = pool_printf(pool, "%s/%s", kind, subject->name);

	for (int next = 2;; next++) {
		const char *path = pool_printf(pool, "%s/%s/%s", build, below, owner_file);

		if (!is_of_another(pool, path, subject->owner)) {
			if (evidence_open(context, below, err) != 0)
				return -1;
			if (!is_of_another(pool, path, subject->owner))
				break; /* nor has it become another's until it was locked */
			folder_close(&context->folder);
		}
		below = pool_printf(pool, "%s/%s-%d", kind, subject->name, next);
	}
	subject->stem = stem_in(context, below, subject);
	if (subject->sources)
		subject->program = subject->stem;
	return folder_write(
		&context->folder, owner_file, subject->owner, strlen(subject->owner), err);
}

/* --- its program ---------------------------------------------------------------------- */

/* A source that looks like an option is none. */
static char *const *sources_for_compiler(struct pool *pool, char *const *sources)
{
	char **words = pool_alloc(pool, ((size_t)words_count(sources) + 1) * sizeof *words);

	for (int i = 0; sources[i]; i++)
		words[i] = *sources[i] == '-' ? pool_printf(pool, "./%s", sources[i])
					      : sources[i];
	return words;
}

static char **split_option(struct pool *pool, const char *option)
{
	return words_split(pool, option ? option : "");
}

int subject_build(struct context *context, struct subject *subject,
	struct compile_result *result, struct err *err)
{
	struct pool *pool = context->pool;
	char *const *sources = sources_for_compiler(pool, subject->sources);
	char *const none[] = {NULL};
	struct compilation compilation = {
		.directory = context->project.caller,
		.source = sources[0],
		.more = sources + 1,
		.output = absolute_path(context, subject->stem),
		.options = split_option(pool, context->options.cflags),
		.flags = none,
		.libraries = split_option(pool,
			pool_printf(pool, "%s -lm -pthread",
				context->options.ldlibs ? context->options.ldlibs : "")),
		.afresh = true,
	};

	for (char *const *source = sources; *source; source++)
		compilation.cplusplus = compilation.cplusplus || cplusplus_end(*source);
	subject->command =
		shell_words(pool, compile_words(pool, &compilation, subject->stem));
	return compile(pool, &compilation, result, err);
}
