/* SPDX-License-Identifier: MIT */
#include "prepare.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../host/second_user.h"
#include "messages.h"

static int check_sources(
	struct context *context, const struct examination *at, struct err *err)
{
	for (const struct build_spec *build = at->expect.builds; build;
		build = build->next) {
		const char *source = source_of(context, at, build->source);

		if (!project_exists(source))
			return err_at(
				err, at->lab->expect, build->line, M_NO_SOURCE, source);
	}
	return 0;
}

const char *examine_source(struct context *context, const char *asked, struct err *err)
{
	const char *path = project_caller_path(context->pool, &context->project, asked);
	struct stat status;

	if (stat(path, &status) != 0)
		err_set(err, M_PROGRAM_MISSING, asked);
	else if (!S_ISREG(status.st_mode))
		err_set(err, M_PROGRAM_NO_FILE, asked);
	else if (access(path, R_OK) != 0)
		err_set(err, M_PROGRAM_UNREADABLE, asked);
	else
		return path;
	return NULL;
}

/* A file of the project is named from its root, where this process works. */
static const char *below_root(const struct project *project, const char *path)
{
	size_t length = strlen(project->root);

	return text_starts(path, project->root) && path[length] == '/' ? path + length + 1
								       : path;
}

/* PROGRAM=, else the copy in my/ unless it does not count, else the lab's own main source. */
static int choose_program(struct context *context, struct examination *at, struct err *err)
{
	const char *asked = context->options.program;
	const char *copy = project_copy_path(context->pool, at->lab);

	at->copied = !asked && !context->options.own && project_exists(copy);
	at->program = at->copied ? copy : project_own_path(context->pool, at->lab);
	if (!asked)
		return access(at->program, R_OK) == 0 || !at->copied
			? 0
			: err_set(err, M_PROGRAM_UNREADABLE, at->program);
	if (!text_ends(asked, ".c"))
		return err_set(err, M_PROGRAM_NO_C, asked);
	at->program = examine_source(context, asked, err);
	if (!at->program)
		return -1;
	at->program = below_root(&context->project, at->program);
	return 0;
}

/* A grade of a named program is one only when all of it could be judged. */
static bool is_strict(const struct options *options)
{
	return options->strict == STRICT_AS_USUAL ? options->program != NULL
						  : options->strict == STRICT_ALWAYS;
}

/* The lab's own program, where another one is judged; whoever names it by PROGRAM= has changed it. */
static const char *own_beside(struct context *context, const struct examination *at)
{
	const char *own = project_own_path(context->pool, at->lab);

	return strcmp(at->program, own) == 0 ? NULL : own;
}

static void set_result(struct context *context, struct examination *at)
{
	at->result.number = at->lab->number;
	at->result.name = at->lab->name;
	at->result.program = at->program;
	at->result.replaced = context->options.program || at->copied;
	at->result.own = own_beside(context, at);
	at->result.strict = is_strict(&context->options);
	at->result.user = -1;
	at->result.expect = &at->expect;
}

/* A lab of somebody's own may have no such file. */
static int read_mistakes(struct context *context, struct examination *at, struct err *err)
{
	if (!project_exists(at->lab->mistakes))
		return 0;
	return file_read(context->pool, at->lab->mistakes, &at->mistakes_text, err) == 0
		? examination_read_mistakes(context->pool, at, err)
		: -1;
}

int examine_prepare(struct context *context, const struct lab *lab,
	struct examination *examination, struct err *err)
{
	memset(examination, 0, sizeof *examination);
	examination->lab = lab;
	if (file_read(context->pool, lab->expect, &examination->text, err) != 0 ||
		expect_parse(context->pool, lab->expect, examination->text.data,
			examination->text.size, &examination->expect, err) != 0 ||
		read_mistakes(context, examination, err) != 0 ||
		choose_program(context, examination, err) != 0)
		return -1;
	set_result(context, examination);
	return check_sources(context, examination, err);
}

int examine_user(struct context *context, const struct examination *at)
{
	const struct options *options = &context->options;
	uid_t user;

	if ((!options->program && !at->copied) || options->same_user)
		return -1;
	return second_user_find(&user) ? (int)user : -1;
}
