/* SPDX-License-Identifier: MIT */
#include "builds.h"

#include "../base/file.h"
#include "../base/text.h"
#include "../match/concern.h"
#include "../match/need.h"
#include "../host/refusal.h"
#include "evidence_folder.h"
#include "launch.h"
#include "messages.h"

/* The builds of an expected file: compiled, found, and read as ELF files. */

/* What the compiler printed is evidence. */
static int keep_said(struct context *context, const struct lab *lab, struct built *built,
	struct err *err)
{
	if (built->said.size == 0)
		return 0;
	built->said_file = pool_printf(context->pool, "%s/%s.compiler",
		evidence_folder(context, lab), built->spec->name);
	return folder_write(&context->folder, built->said_file, built->said.data,
		built->said.size, err);
}

static int build_one(struct context *context, const struct examination *at,
	const struct build_spec *spec, struct built *built, struct err *err)
{
	struct compilation compilation = {
		.source = source_of(context, at, spec->source),
		.output = pool_printf(context->pool, "%s/%s",
			binary_folder(context, at->lab), spec->name),
		.flags = words_to_array(context->pool, NULL, spec->flags),
	};
	struct compile_result result;

	built->spec = spec;
	if (compile(context->pool, &compilation, &result, err) != 0)
		return -1;
	built->outcome = result.outcome;
	built->message = result.message;
	built->said = result.said;
	return keep_said(context, at->lab, built, err);
}

/* Those that come from the suite's own sources are the same whatever program is judged. */
static bool is_of_the_suite(const void *of, const char *name)
{
	const struct examination *at = of;

	for (const struct build_spec *spec = at->expect.builds; spec; spec = spec->next)
		if (!concerns_build(&at->evidence, spec) && compile_made(name, spec->name))
			return true;
	return false;
}

int builds_make(struct context *context, const struct examination *at, struct built **list,
	struct err *err)
{
	struct folder folder;

	if (folder_open(context->pool, context->project.build,
		    binary_name(context, at->lab), &folder, err) != 0)
		return -1;
	if (context->options.program)
		folder_empty(&folder, is_of_the_suite, at);
	folder_close(&folder);
	for (const struct build_spec *spec = at->expect.builds; spec; spec = spec->next) {
		if (!needs_build(&at->evidence, spec))
			continue;
		*list = pool_alloc(context->pool, sizeof **list);
		if (build_one(context, at, spec, *list, err) != 0)
			return -1;
		list = &(*list)->next;
	}
	return 0;
}

void builds_forget(struct context *context, const struct examination *at)
{
	const char *folder = binary_folder(context, at->lab);

	for (const struct build_spec *spec = at->expect.builds; spec; spec = spec->next)
		compile_forget(context->pool,
			pool_printf(context->pool, "%s/%s", folder, spec->name));
}

const struct built *builds_of_run(const struct built *list, const struct run_spec *run)
{
	const struct built *own = list;

	while (own->spec != run->build)
		own = own->next;
	if (own->outcome != COMPILED)
		return own;
	for (const struct built *at = list; at; at = at->next)
		if (at->outcome != COMPILED && run_is_given(run, at->spec))
			return at;
	return own;
}

const struct record *builds_record(struct context *context, const struct built *built)
{
	struct record *record = pool_alloc(context->pool, sizeof *record);
	bool refused = built->outcome == COMPILE_REFUSED;

	record->outcome = refused ? OUTCOME_REFUSED : OUTCOME_UNBUILT;
	record->failing = pool_printf(context->pool, "build %s", built->spec->name);
	record->trouble.reason = built->message;
	record->trouble.remedy = refused ? SAID(REMEDY_COMPILER) : NULL;
	return record;
}

static void read_file(struct context *context, struct build_file *file)
{
	struct elf_image *image = pool_alloc(context->pool, sizeof *image);
	struct err err;

	if (file_read(context->pool, file->path, &file->bytes, &err) != 0 ||
		elf_image_read(context->pool, file->path, &file->bytes, image, &err) != 0)
		file->unread.reason = said_plain(context->pool,
			pool_printf(context->pool, "%s: %s", file->path, err.message));
	else
		file->image = image;
}

static void fill_file(struct context *context, const struct examination *at,
	const struct built *built, struct build_file *file)
{
	file->build = built->spec;
	file->path = pool_printf(
		context->pool, "%s/%s", binary_folder(context, at->lab), built->spec->name);
	file->built = built->outcome == COMPILED;
	file->failed = built->outcome == COMPILE_FAILED;
	file->said = built->said;
	file->said_file = built->said_file;
	if (!file->built)
		file->unread = builds_record(context, built)->trouble;
	else if (!elf_image_available())
		file->unread = refusal_of("libelf", 0);
	else
		read_file(context, file);
}

void builds_read(
	struct context *context, struct examination *at, const struct built *builds)
{
	struct build_file *files;
	int count = 0;

	for (const struct built *built = builds; built; built = built->next)
		count++;
	files = pool_alloc(context->pool, (size_t)count * sizeof *files);
	at->evidence.files = files;
	for (const struct built *built = builds; built; built = built->next)
		fill_file(context, at, built, &files[at->evidence.file_count++]);
}
