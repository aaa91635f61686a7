/* SPDX-License-Identifier: MIT */
#include "bundle.h"

#if __has_include(<jansson.h>)

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"

/* What a bundle is being written with. */
struct writer {
	struct pool *pool;
	struct folder *folder;
	number page;
	char *memory; /* the pages so far */
	size_t memory_size;
	FILE *pages;
};

/* --- the values of a manifest --------------------------------------------------------- */

/* The path of a folder may have bytes that are no UTF-8: then it is an array of them. */
static json_t *bytes_array(const char *value)
{
	json_t *array = json_array();

	for (; *value; value++)
		json_array_append_new(array, json_integer((unsigned char)*value));
	return array;
}

/* NULL is null. */
static json_t *text(const char *value)
{
	json_t *string = value ? json_string(value) : json_null();

	return string ? string : bytes_array(value);
}

/* Addresses need more than the 53 bits that some readers of JSON have. */
static json_t *wide(struct writer *writer, number value)
{
	return json_string(number_text(writer->pool, value, false));
}

static json_t *texts_of(const struct said *said)
{
	json_t *texts = json_object();

	for (int i = 0; i < LANGUAGES; i++)
		json_object_set_new(
			texts, language_code((enum language)i), text(said->text[i]));
	return texts;
}

static json_t *one_said(const struct said *said)
{
	json_t *values = json_array();

	for (int i = 0; i < said->count; i++)
		json_array_append_new(values,
			said->values[i].text
				? text(said->values[i].text)
				: json_integer((json_int_t)said->values[i].number));
	return json_pack("{s:s, s:o, s:o}", "kind", said_kind(said), "values", values,
		"texts", texts_of(said));
}

static json_t *said_array(const struct said *said)
{
	json_t *array = said ? json_array() : json_null();

	for (; said; said = said->next)
		json_array_append_new(array, one_said(said));
	return array;
}

static json_t *lack_object(const struct lack *lack)
{
	if (!lack->reason)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:b}", "what", text(lack->what), "reason",
		said_array(lack->reason), "remedy", said_array(lack->remedy), "by_program",
		(int)lack->by_program);
}

/* --- a pause -------------------------------------------------------------------------- */

static json_t *stat_array(struct writer *writer, const struct stat_fields *stat)
{
	json_t *array = json_array();

	for (int i = 1; i <= stat->count; i++)
		json_array_append_new(array, wide(writer, stat->at[i]));
	return array;
}

static json_t *auxv_array(struct writer *writer, const struct auxv *auxv)
{
	json_t *array = json_array();

	for (int i = 0; i < auxv->count; i++)
		json_array_append_new(array,
			json_pack("[o, o]", wide(writer, auxv->at[i].type),
				wide(writer, auxv->at[i].value)));
	return array;
}

/* The pages of a piece that were asked for: each with its entry in pagemap. */
static json_t *pages_array(struct writer *writer, const struct memory_piece *piece)
{
	json_t *array = json_array();
	size_t page = (size_t)writer->page;

	for (size_t i = 0; piece->asked && i * page < piece->size; i++) {
		size_t left = piece->size - i * page;

		if (!piece->asked[i])
			continue;
		fwrite(piece->bytes + i * page, 1, left < page ? left : page,
			writer->pages);
		json_array_append_new(array,
			json_pack("[I, o]", (json_int_t)i,
				wide(writer,
					piece->entries ? (number)piece->entries[i] : 0)));
	}
	return array;
}

static json_t *memory_array(struct writer *writer, const struct memory_piece *piece)
{
	json_t *array = json_array();

	for (; piece; piece = piece->next)
		json_array_append_new(array,
			json_pack("{s:o, s:I, s:b, s:o}", "start",
				wide(writer, piece->start), "size", (json_int_t)piece->size,
				"entries", piece->entries != NULL, "pages",
				pages_array(writer, piece)));
	return array;
}

static json_t *pause_object(struct writer *writer, const struct pause *pause)
{
	return json_pack(
		"{s:o, s:i, s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:o, s:o, s:o, s:i, "
		"s:i, s:o}",
		"lack", lack_object(&pause->lack), "child", pause->child, "stat",
		stat_array(writer, &pause->stat), "auxv", auxv_array(writer, &pause->auxv),
		"memory", memory_array(writer, pause->memory), "unread",
		lack_object(&pause->unread), "threads", pause->threads, "pc",
		wide(writer, pause->pc), "sp", wide(writer, pause->sp), "faults",
		wide(writer, pause->faults), "uncounted", lack_object(&pause->uncounted),
		"time", wide(writer, pause->time), "log_lines", pause->log_lines,
		"out_lines", pause->out_lines, "file", text(pause->file));
}

/* --- a record ------------------------------------------------------------------------- */

static json_t *ending_object(const struct ending *ending)
{
	return json_pack("{s:b, s:i, s:s}", "by_signal", (int)ending->by_signal, "status",
		ending->status, "signal", ending->signal);
}

static json_t *record_object(struct writer *writer, const struct performed *performed)
{
	const struct record *record = performed->record;
	json_t *pauses = json_array();
	json_t *object = json_pack(
		"{s:o, s:i, s:i, s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:o}", "run",
		text(performed->run->name), "repetition", performed->repetition, "outcome",
		(int)record->outcome, "trouble", lack_object(&record->trouble), "failing",
		text(record->failing), "evidence", text(record->evidence), "ending",
		ending_object(&record->ending), "pid", record->pid, "untraced",
		lack_object(&record->untraced), "uncounted",
		lack_object(&record->uncounted), "unpaused",
		lack_object(&record->unpaused));

	for (int i = 0; i < record->pause_count; i++)
		json_array_append_new(pauses, pause_object(writer, &record->pauses[i]));
	json_object_set_new(object, "faults", wide(writer, record->faults));
	json_object_set_new(object, "band", wide(writer, record->band));
	json_object_set_new(object, "fault_source", text(record->fault_source));
	json_object_set_new(object, "pauses", pauses);
	json_object_set_new(object, "program", text(record->program));
	json_object_set_new(object, "out", text(record->out_file));
	json_object_set_new(object, "err", text(record->err_file));
	json_object_set_new(object, "log", text(record->log_file));
	json_object_set_new(object, "fault_log", text(record->faults_file));
	json_object_set_new(object, "unlisted", lack_object(&record->unlisted));
	json_object_set_new(object, "command", text(record->command));
	return object;
}

/* A file of the bundle. */
static int write_named(struct writer *writer, const char *name, const char *data,
	size_t size, struct err *err)
{
	return folder_write(writer->folder,
		pool_printf(writer->pool, "%s/%s", writer->folder->path, name), data, size,
		err);
}

/* --- what was built ------------------------------------------------------------------- */

static json_t *build_object(const struct build_file *file)
{
	return json_pack("{s:o, s:o, s:b, s:b, s:b, s:o}", "build", text(file->build->name),
		"path", text(file->path), "built", (int)file->built, "failed",
		(int)file->failed, "elf", file->image && file->asked, "unread",
		lack_object(&file->unread));
}

static int write_builds(struct writer *writer, const struct lab_evidence *evidence,
	json_t *builds, struct err *err)
{
	for (int i = 0; i < evidence->file_count; i++) {
		const struct build_file *file = &evidence->files[i];

		json_array_append_new(builds, build_object(file));
		if (file->image && file->asked &&
			write_named(writer,
				pool_printf(writer->pool, "%s.elf", file->build->name),
				file->bytes.data, file->bytes.size, err) != 0)
			return -1;
	}
	return 0;
}

/* --- the whole ------------------------------------------------------------------------ */

static json_t *machine_object(const struct machine *machine)
{
	json_t *facts = json_object();

	for (int i = 0; i < FACTS; i++)
		json_object_set_new(facts, fact_name((enum machine_fact)i),
			json_integer((json_int_t)machine->facts[i]));
	return json_pack("{s:o, s:o, s:o, s:o}", "kernel", text(machine->kernel), "libc",
		text(machine->libc), "machine", text(machine->machine), "facts", facts);
}

static json_t *versions_object(const struct versions *versions)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "vmlab", text(versions->vmlab), "compiler",
		text(versions->compiler), "strace", text(versions->strace), "perf",
		text(versions->perf));
}

static json_t *records_array(struct writer *writer, const struct lab_evidence *evidence)
{
	json_t *array = json_array();

	for (int i = 0; i < evidence->performed_count; i++)
		json_array_append_new(
			array, record_object(writer, &evidence->performed[i]));
	return array;
}

static json_t *manifest(struct context *context, struct writer *writer,
	const struct examination *at, json_t *builds)
{
	const struct lab_result *result = &at->result;

	return json_pack(
		"{s:i, s:i, s:o, s:o, s:o, s:o, s:b, s:b, s:b, s:i, s:o, s:o, s:o, "
		"s:o, s:b}",
		"bundle", BUNDLE_VERSION, "number", at->lab->number, "lab",
		text(at->lab->name), "main", text(at->lab->main), "expect",
		text(at->lab->expect), "program", text(at->program), "replaced",
		(int)result->replaced, "strict", (int)result->strict, "narrow",
		(int)at->evidence.narrow, "user", result->user, "machine",
		machine_object(&context->machine), "versions",
		versions_object(&context->versions), "builds", builds, "records",
		records_array(writer, &at->evidence), "own", (int)at->own_examined);
}

static int write_texts(struct context *context, struct writer *writer,
	const struct examination *at, struct err *err)
{
	json_t *builds = json_array();
	json_t *root;
	char *dumped;
	int result;

	if (write_named(writer, "lab.expect", at->text.data, at->text.size, err) != 0 ||
		write_named(writer, "lab.mistakes", at->mistakes_text.data,
			at->mistakes_text.size, err) != 0 ||
		write_builds(writer, &at->evidence, builds, err) != 0) {
		json_decref(builds);
		return -1;
	}
	root = manifest(context, writer, at, builds);
	dumped = json_dumps(root, JSON_INDENT(1));
	result = write_named(writer, "manifest.json", dumped, strlen(dumped), err);
	free(dumped);
	json_decref(root);
	return result;
}

int bundle_write(struct context *context, struct folder *folder,
	const struct examination *examination, struct err *err)
{
	struct pool pool = {0};
	struct writer writer = {
		.pool = &pool, .folder = folder, .page = context->machine.facts[FACT_PAGE]};
	int result;

	writer.pages = memory_stream(&writer.memory, &writer.memory_size);
	result = write_texts(context, &writer, examination, err);
	fclose(writer.pages);
	if (result == 0 && writer.memory_size > 0)
		result = write_named(
			&writer, "memory", writer.memory, writer.memory_size, err);
	free(writer.memory);
	pool_free(&pool);
	return result;
}

#else

int bundle_write(struct context *context, struct folder *folder,
	const struct examination *examination, struct err *err)
{
	(void)context;
	(void)folder;
	(void)examination;
	(void)err;
	return 0;
}

#endif
