/* SPDX-License-Identifier: MIT */
#include "bundle.h"

#include "messages.h"

#if __has_include(<jansson.h>)

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../match/need.h"

/* A bundle is what somebody has sent: nothing in it is trusted to be there or to make sense. */
struct reader {
	struct pool *pool;
	const char *path;
	struct bytes memory;
	size_t taken; /* of it */
	number page;
	struct err *err;
	bool failed; /* the error is set */
};

static void fail(struct reader *reader, const char *what)
{
	if (!reader->failed)
		err_at(reader->err, reader->path, 0, M_BUNDLE_WRONG, what);
	reader->failed = true;
}

/* --- the values of a manifest --------------------------------------------------------- */

/* NULL of null; what has another type is a fault. */
static const char *text(struct reader *reader, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_string(value))
		return pool_copy(
			reader->pool, json_string_value(value), json_string_length(value));
	if (!json_is_null(value))
		fail(reader, name);
	return NULL;
}

static const char *needed_text(
	struct reader *reader, const json_t *object, const char *name)
{
	const char *value = text(reader, object, name);

	if (!value)
		fail(reader, name);
	return value ? value : "";
}

static int whole(struct reader *reader, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	json_int_t read = json_integer_value(value);

	if (json_is_integer(value) && read >= INT_MIN && read <= INT_MAX)
		return (int)read;
	fail(reader, name);
	return 0;
}

static bool flag(struct reader *reader, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_boolean(value))
		fail(reader, name);
	return json_is_true(value);
}

static number wide_value(struct reader *reader, const json_t *value, const char *name)
{
	const char *digits = json_string_value(value);
	number result = 0;
	bool hex;

	if (!digits || number_read(digits, strlen(digits), &result, &hex) != strlen(digits))
		fail(reader, name);
	return result;
}

static number wide(struct reader *reader, const json_t *object, const char *name)
{
	return wide_value(reader, json_object_get(object, name), name);
}

static void read_values(struct reader *reader, const json_t *values, struct said *said)
{
	const json_t *value;
	size_t i;

	json_array_foreach(values, i, value)
	{
		struct said_value *at = &said->values[said->count];

		if (said->count == MOST_SAID_VALUES) {
			fail(reader, "values");
			return;
		}
		at->number = json_integer_value(value);
		if (json_is_string(value))
			at->text = pool_copy(reader->pool, json_string_value(value),
				json_string_length(value));
		said->count++;
	}
}

static void read_texts(struct reader *reader, const json_t *texts, struct said *said)
{
	for (int i = 0; i < LANGUAGES; i++) {
		const char *english = said->text[ENGLISH];
		const json_t *value =
			json_object_get(texts, language_code((enum language)i));

		if (json_is_string(value))
			said->text[i] = pool_copy(reader->pool, json_string_value(value),
				json_string_length(value));
		if (said->text[i] && english && strcmp(said->text[i], english) == 0)
			said->text[i] = english;
	}
}

static const struct said *read_said(struct reader *reader, const json_t *array, size_t at)
{
	const json_t *object = json_array_get(array, at);
	struct said *said;

	if (!object)
		return NULL;
	said = pool_alloc(reader->pool, sizeof *said);
	said->message = said_find(needed_text(reader, object, "kind"));
	read_values(reader, json_object_get(object, "values"), said);
	read_texts(reader, json_object_get(object, "texts"), said);
	said->next = read_said(reader, array, at + 1);
	return said;
}

static struct lack read_lack(struct reader *reader, const json_t *object, const char *name)
{
	const json_t *lack = json_object_get(object, name);

	if (json_is_null(lack))
		return (struct lack){0};
	if (!json_is_object(lack))
		fail(reader, name);
	return (struct lack){
		.what = text(reader, lack, "what"),
		.reason = read_said(reader, json_object_get(lack, "reason"), 0),
		.remedy = read_said(reader, json_object_get(lack, "remedy"), 0),
		.by_program = flag(reader, lack, "by_program"),
	};
}

/* --- the files of a bundle ------------------------------------------------------------ */

/* The file of the bundle that had this path where it was written; no other file is read. */
static struct bytes read_evidence(struct reader *reader, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	struct bytes bytes = {"", 0};

	if (path && !reader->failed &&
		file_read(reader->pool,
			pool_printf(reader->pool, "%s/%s", reader->path,
				slash ? slash + 1 : path),
			&bytes, reader->err) != 0)
		reader->failed = true;
	return bytes;
}

/* --- a pause -------------------------------------------------------------------------- */

static void read_stat(struct reader *reader, const json_t *array, struct stat_fields *stat)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value)
	{
		if (stat->count == STAT_FIELDS) {
			fail(reader, "stat");
			return;
		}
		stat->at[++stat->count] = wide_value(reader, value, "stat");
	}
}

static void read_auxv(struct reader *reader, const json_t *array, struct auxv *auxv)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value)
	{
		if (auxv->count == MOST_AUXV) {
			fail(reader, "auxv");
			return;
		}
		auxv->at[auxv->count].type =
			wide_value(reader, json_array_get(value, 0), "auxv");
		auxv->at[auxv->count++].value =
			wide_value(reader, json_array_get(value, 1), "auxv");
	}
}

/* The bytes of one page, which are the next ones of the file. */
static void read_page(
	struct reader *reader, struct memory_piece *piece, size_t page, unsigned long entry)
{
	size_t start = page * (size_t)reader->page;
	size_t size = (size_t)reader->page;

	if (start >= piece->size) {
		fail(reader, "pages");
		return;
	}
	size = piece->size - start < size ? piece->size - start : size;
	if (reader->memory.size - reader->taken < size) {
		fail(reader, "memory");
		return;
	}
	memcpy((unsigned char *)piece->bytes + start, reader->memory.data + reader->taken,
		size);
	reader->taken += size;
	((unsigned char *)piece->kept)[page] = 1;
	if (piece->entries)
		((unsigned long *)piece->entries)[page] = entry;
}

enum { MOST_PIECE = 512 << 20 }; /* bytes; no run keeps as much */

static struct memory_piece *read_piece(struct reader *reader, const json_t *object)
{
	struct memory_piece *piece = pool_alloc(reader->pool, sizeof *piece);
	const json_t *pages = json_object_get(object, "pages");
	const json_t *page;
	size_t count;
	size_t i;

	piece->start = wide(reader, object, "start");
	piece->size =
		(size_t)whole(reader, object, "size"); /* of a negative one: too much */
	if (piece->size == 0 || piece->size > MOST_PIECE)
		fail(reader, "size");
	if (reader->failed)
		return piece;
	count = piece->size / (size_t)reader->page + 1;
	piece->bytes = pool_alloc(reader->pool, piece->size);
	piece->kept = pool_alloc(reader->pool, count);
	if (flag(reader, object, "entries"))
		piece->entries = pool_alloc(reader->pool, count * sizeof *piece->entries);
	json_array_foreach(pages, i, page) read_page(reader, piece,
		(size_t)json_integer_value(json_array_get(page, 0)),
		(unsigned long)wide_value(reader, json_array_get(page, 1), "pages"));
	return piece;
}

static void read_memory(struct reader *reader, const json_t *array, struct pause *pause)
{
	struct memory_piece **last = &pause->memory;
	const json_t *object;
	size_t i;

	json_array_foreach(array, i, object)
	{
		*last = read_piece(reader, object);
		last = &(*last)->next;
	}
}

static void read_pause(struct reader *reader, const json_t *object, struct pause *pause)
{
	struct bytes map;

	pause->lack = read_lack(reader, object, "lack");
	pause->child = whole(reader, object, "child");
	read_stat(reader, json_object_get(object, "stat"), &pause->stat);
	read_auxv(reader, json_object_get(object, "auxv"), &pause->auxv);
	read_memory(reader, json_object_get(object, "memory"), pause);
	pause->unread = read_lack(reader, object, "unread");
	pause->threads = whole(reader, object, "threads");
	pause->pc = wide(reader, object, "pc");
	pause->sp = wide(reader, object, "sp");
	pause->faults = wide(reader, object, "faults");
	pause->uncounted = read_lack(reader, object, "uncounted");
	pause->log_lines = whole(reader, object, "log_lines");
	pause->out_lines = whole(reader, object, "out_lines");
	pause->file = text(reader, object, "file");
	map = read_evidence(reader, pause->file);
	if (!reader->failed && pause->file &&
		maps_parse(reader->pool, map.data, map.size, &pause->maps, reader->err) !=
			0)
		reader->failed = true;
}

/* --- a record ------------------------------------------------------------------------- */

static void read_pauses(struct reader *reader, const json_t *array, struct record *record)
{
	const json_t *object;
	size_t i;

	record->pauses = pool_alloc(
		reader->pool, (json_array_size(array) + 1) * sizeof *record->pauses);
	json_array_foreach(array, i, object)
		read_pause(reader, object, &record->pauses[record->pause_count++]);
}

static void read_ending(struct reader *reader, const json_t *object, struct ending *ending)
{
	ending->by_signal = flag(reader, object, "by_signal");
	ending->status = whole(reader, object, "status");
	snprintf(ending->signal, sizeof ending->signal, "%s",
		needed_text(reader, object, "signal"));
}

/* The texts of a run are files of their own; a run that had to be stopped has no trace. */
static void read_channels(
	struct reader *reader, const json_t *object, struct record *record)
{
	struct bytes out = {"", 0};
	struct bytes err = {"", 0};
	struct bytes log;

	record->out_file = text(reader, object, "out");
	record->err_file = text(reader, object, "err");
	record->log_file = text(reader, object, "log");
	if (record->outcome == OUTCOME_UNBUILT || record->outcome == OUTCOME_REFUSED ||
		record->outcome == OUTCOME_UNPERFORMED)
		return;
	out = read_evidence(reader, record->out_file);
	err = read_evidence(reader, record->err_file);
	record->out = text_lines(reader->pool, out.data, out.size);
	record->err = text_lines(reader->pool, err.data, err.size);
	if (record->outcome != OUTCOME_ENDED || !record->log_file)
		return;
	log = read_evidence(reader, record->log_file);
	if (!reader->failed &&
		trace_parse(reader->pool, log.data, log.size, record->pid, &record->trace,
			reader->err) != 0)
		reader->failed = true;
}

static struct record *read_record(struct reader *reader, const json_t *object)
{
	struct record *record = pool_alloc(reader->pool, sizeof *record);
	int outcome = whole(reader, object, "outcome");

	if (outcome < 0 || outcome > OUTCOME_UNPERFORMED)
		fail(reader, "outcome");
	record->outcome = (enum outcome)outcome;
	record->trouble = read_lack(reader, object, "trouble");
	record->failing = needed_text(reader, object, "failing");
	record->evidence = text(reader, object, "evidence");
	read_ending(reader, json_object_get(object, "ending"), &record->ending);
	record->pid = whole(reader, object, "pid");
	record->untraced = read_lack(reader, object, "untraced");
	record->uncounted = read_lack(reader, object, "uncounted");
	record->unpaused = read_lack(reader, object, "unpaused");
	record->faults = wide(reader, object, "faults");
	record->band = wide(reader, object, "band");
	record->fault_source = text(reader, object, "fault_source");
	record->program = text(reader, object, "program");
	record->command = text(reader, object, "command");
	read_channels(reader, object, record);
	read_pauses(reader, json_object_get(object, "pauses"), record);
	if (record->pause_count > 0 && !record->program)
		fail(reader, "program");
	return record;
}

static const struct run_spec *find_run(const struct expect *expect, const char *name)
{
	for (const struct run_spec *run = expect->runs; run; run = run->next)
		if (strcmp(run->name, name) == 0)
			return run;
	for (const struct run_spec *tool = expect->tools; tool; tool = tool->next)
		if (strcmp(tool->name, name) == 0)
			return tool;
	return NULL;
}

static void read_records(struct reader *reader, const json_t *array, struct examination *at)
{
	struct lab_evidence *evidence = &at->evidence;
	const json_t *object;
	size_t i;

	evidence->performed = pool_alloc(
		reader->pool, (json_array_size(array) + 1) * sizeof *evidence->performed);
	json_array_foreach(array, i, object)
	{
		struct performed *performed =
			&evidence->performed[evidence->performed_count];

		performed->run = find_run(&at->expect, needed_text(reader, object, "run"));
		performed->repetition = whole(reader, object, "repetition");
		if (!performed->run)
			continue; /* another expected file may have fewer runs */
		performed->record = read_record(reader, object);
		evidence->performed_count++;
	}
}

/* --- what was built ------------------------------------------------------------------- */

static const struct build_spec *find_build(const struct expect *expect, const char *name)
{
	const struct build_spec *at = expect->builds;

	while (at && strcmp(at->name, name) != 0)
		at = at->next;
	return at;
}

static void read_image(struct reader *reader, struct build_file *file)
{
	const char *name = pool_printf(reader->pool, "%s.elf", file->build->name);
	struct elf_image *image = pool_alloc(reader->pool, sizeof *image);
	struct bytes bytes = read_evidence(reader, name);

	if (reader->failed)
		return;
	if (elf_image_read(reader->pool, name, &bytes, image, reader->err) != 0)
		reader->failed = true;
	file->image = image;
}

static void read_builds(struct reader *reader, const json_t *array, struct examination *at)
{
	struct lab_evidence *evidence = &at->evidence;
	const json_t *object;
	size_t i;

	evidence->files = pool_alloc(
		reader->pool, (json_array_size(array) + 1) * sizeof *evidence->files);
	json_array_foreach(array, i, object)
	{
		struct build_file *file = &evidence->files[evidence->file_count];

		file->build = find_build(&at->expect, needed_text(reader, object, "build"));
		file->path = text(reader, object, "path");
		file->built = flag(reader, object, "built");
		file->failed = flag(reader, object, "failed");
		file->unread = read_lack(reader, object, "unread");
		if (!file->build)
			continue;
		if (flag(reader, object, "elf"))
			read_image(reader, file);
		else if (!file->unread.reason)
			file->unread.reason = SAID(FILE_NOT_KEPT);
		evidence->file_count++;
	}
}

/* --- the whole ------------------------------------------------------------------------ */

static void read_machine(struct reader *reader, const json_t *object,
	struct examination *at, struct machine *machine)
{
	const json_t *facts = json_object_get(object, "facts");

	machine->kernel = text(reader, object, "kernel");
	machine->libc = text(reader, object, "libc");
	machine->machine = text(reader, object, "machine");
	for (int i = 0; i < FACTS; i++) {
		const char *name = fact_name((enum machine_fact)i);
		const json_t *value = json_object_get(facts, name);

		machine->facts[i] = json_integer_value(value);
		if (!json_is_integer(value))
			fail(reader, name);
	}
	reader->page = machine->facts[FACT_PAGE];
	if (reader->page < 512 || reader->page > 1 << 24)
		fail(reader, "page");
	examination_set_facts(reader->pool, at, machine);
}

static void read_versions(
	struct reader *reader, const json_t *object, struct versions *versions)
{
	versions->vmlab = text(reader, object, "vmlab");
	versions->compiler = text(reader, object, "compiler");
	versions->strace = text(reader, object, "strace");
	versions->perf = text(reader, object, "perf");
}

static void read_lab(struct reader *reader, const json_t *root, struct examination *at)
{
	struct lab *lab = pool_alloc(reader->pool, sizeof *lab);

	lab->number = whole(reader, root, "number");
	lab->name = needed_text(reader, root, "lab");
	lab->main = needed_text(reader, root, "main");
	lab->expect = needed_text(reader, root, "expect");
	at->lab = lab;
	at->program = needed_text(reader, root, "program");
	at->user = whole(reader, root, "user");
	at->narrow = flag(reader, root, "narrow");
	at->own_examined = flag(reader, root, "own");
	at->result.number = lab->number;
	at->result.name = lab->name;
	at->result.program = at->program;
	at->result.replaced = flag(reader, root, "replaced");
	at->result.strict = flag(reader, root, "strict");
	at->result.user = at->user;
	at->result.expect = &at->expect;
}

static void read_expected(struct reader *reader, struct examination *at)
{
	struct bytes expected = read_evidence(reader, "lab.expect");

	if (!reader->failed &&
		expect_parse(reader->pool, at->lab->expect, expected.data, expected.size,
			&at->expect, reader->err) != 0)
		reader->failed = true;
}

static void read_evidence_of_lab(
	struct reader *reader, const json_t *root, struct examination *at)
{
	struct err ignored;

	at->evidence.pool = reader->pool;
	at->evidence.main = at->lab->main;
	at->evidence.replaced = at->result.replaced;
	at->evidence.expect = &at->expect;
	if (file_read(reader->pool, pool_printf(reader->pool, "%s/memory", reader->path),
		    &reader->memory, &ignored) != 0)
		reader->memory.size = 0; /* no check has read any */
	read_builds(reader, json_object_get(root, "builds"), at);
	read_records(reader, json_object_get(root, "records"), at);
	if (at->narrow)
		need_find(&at->evidence);
	at->result.left_out = need_left_out(&at->evidence);
}

/* Every run and build that a check may ask for must be there. */
static void hold_complete(struct reader *reader, const struct examination *at)
{
	const struct lab_evidence *evidence = &at->evidence;

	for (const struct run_spec *run = at->expect.runs; run; run = run->next) {
		int count = 0;

		for (int i = 0; i < evidence->performed_count; i++)
			count += evidence->performed[i].run == run;
		if (needs_run(evidence, run) && count != run->times)
			fail(reader, run->name);
		if (needs_run(evidence, run) && !evidence_find_file(evidence, run->build))
			fail(reader, run->build->name);
	}
}

static void read_all(struct reader *reader, const json_t *root, struct examination *at,
	struct machine *machine, struct versions *versions)
{
	if (whole(reader, root, "bundle") != BUNDLE_VERSION)
		fail(reader, "bundle");
	if (!reader->failed)
		read_lab(reader, root, at);
	if (!reader->failed)
		read_machine(reader, json_object_get(root, "machine"), at, machine);
	if (!reader->failed)
		read_versions(reader, json_object_get(root, "versions"), versions);
	if (!reader->failed)
		read_expected(reader, at);
	if (!reader->failed)
		read_evidence_of_lab(reader, root, at);
	if (!reader->failed)
		hold_complete(reader, at);
}

int bundle_read(struct pool *pool, const char *path, struct examination *examination,
	struct machine *machine, struct versions *versions, struct err *err)
{
	const char *name = pool_printf(pool, "%s/manifest.json", path);
	struct reader reader = {.pool = pool, .path = path, .err = err};
	struct bytes bytes;
	json_error_t wrong;
	json_t *root;

	memset(examination, 0, sizeof *examination);
	memset(machine, 0, sizeof *machine);
	if (file_read(pool, name, &bytes, err) != 0)
		return err_at(err, path, 0, M_BUNDLE_NONE);
	root = json_loadb(bytes.data, bytes.size, 0, &wrong);
	if (!root)
		return err_at(err, name, wrong.line, M_BUNDLE_WRONG, wrong.text);
	read_all(&reader, root, examination, machine, versions);
	json_decref(root);
	return reader.failed ? -1 : 0;
}

#else

int bundle_read(struct pool *pool, const char *path, struct examination *examination,
	struct machine *machine, struct versions *versions, struct err *err)
{
	(void)pool;
	(void)path;
	(void)examination;
	(void)machine;
	(void)versions;
	return err_set(err, M_NO_JANSSON);
}

#endif
