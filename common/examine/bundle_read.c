/* SPDX-License-Identifier: MIT */
#include "bundle.h"

#include "messages.h"

#if __has_include(<jansson.h>)

#include <string.h>
#include <unistd.h>

#include "../match/need.h"
#include "manifest.h"

/* --- runs and builds ------------------------------------------------------------------ */

static void read_records(
	struct manifest *manifest, const json_t *array, struct examination *at)
{
	struct lab_evidence *evidence = &at->evidence;
	const json_t *object;
	size_t i;

	evidence->performed = pool_alloc(
		manifest->pool, (json_array_size(array) + 1) * sizeof *evidence->performed);
	json_array_foreach(array, i, object)
	{
		struct performed *performed =
			&evidence->performed[evidence->performed_count];

		performed->run = expect_find_owner(
			&at->expect, manifest_needed_text(manifest, object, "run"));
		performed->repetition = manifest_whole(manifest, object, "repetition");
		if (!performed->run)
			continue; /* another expected file may have fewer runs */
		performed->record = manifest_record(manifest, object);
		evidence->performed_count++;
	}
}

/* --- what was built ------------------------------------------------------------------- */

static void read_image(struct manifest *manifest, struct build_file *file)
{
	const char *name = pool_printf(manifest->pool, "%s.elf", file->build->name);
	struct elf_image *image = pool_alloc(manifest->pool, sizeof *image);
	struct bytes bytes = manifest_evidence(manifest, name);

	if (manifest->failed)
		return;
	if (elf_image_read(manifest->pool, name, &bytes, image, manifest->err) != 0)
		manifest->failed = true;
	file->image = image;
}

static void read_builds(
	struct manifest *manifest, const json_t *array, struct examination *at)
{
	struct lab_evidence *evidence = &at->evidence;
	const json_t *object;
	size_t i;

	evidence->files = pool_alloc(
		manifest->pool, (json_array_size(array) + 1) * sizeof *evidence->files);
	json_array_foreach(array, i, object)
	{
		struct build_file *file = &evidence->files[evidence->file_count];

		file->build = expect_find_build(
			&at->expect, manifest_needed_text(manifest, object, "build"));
		file->path = manifest_text(manifest, object, "path");
		file->built = manifest_flag(manifest, object, "built");
		file->failed = manifest_flag(manifest, object, "failed");
		file->unread = manifest_lack(manifest, object, "unread");
		if (!file->build)
			continue;
		if (manifest_flag(manifest, object, "elf"))
			read_image(manifest, file);
		else if (!file->unread.reason)
			file->unread.reason = SAID(FILE_NOT_KEPT);
		evidence->file_count++;
	}
}

/* --- the whole ------------------------------------------------------------------------ */

static void read_machine(struct manifest *manifest, const json_t *object,
	struct examination *at, struct machine *machine)
{
	const json_t *facts = json_object_get(object, "facts");

	machine->kernel = manifest_text(manifest, object, "kernel");
	machine->libc = manifest_text(manifest, object, "libc");
	machine->machine = manifest_text(manifest, object, "machine");
	for (int i = 0; i < FACTS; i++) {
		const char *name = fact_name((enum machine_fact)i);
		const json_t *value = json_object_get(facts, name);

		machine->facts[i] = json_integer_value(value);
		if (!json_is_integer(value))
			manifest_fail(manifest, name);
	}
	manifest->page = machine->facts[FACT_PAGE];
	if (manifest->page < 512 || manifest->page > 1 << 24)
		manifest_fail(manifest, "page");
	examination_set_facts(manifest->pool, at, machine);
}

static void read_versions(
	struct manifest *manifest, const json_t *object, struct versions *versions)
{
	versions->vmlab = manifest_text(manifest, object, "vmlab");
	versions->compiler = manifest_text(manifest, object, "compiler");
	versions->strace = manifest_text(manifest, object, "strace");
	versions->perf = manifest_text(manifest, object, "perf");
}

static void read_lab(struct manifest *manifest, const json_t *root, struct examination *at)
{
	struct lab *lab = pool_alloc(manifest->pool, sizeof *lab);

	lab->number = manifest_whole(manifest, root, "number");
	lab->name = manifest_needed_text(manifest, root, "lab");
	lab->main = manifest_needed_text(manifest, root, "main");
	lab->expect = manifest_needed_text(manifest, root, "expect");
	lab->mistakes = "lab.mistakes";
	at->lab = lab;
	at->program = manifest_needed_text(manifest, root, "program");
	at->user = manifest_whole(manifest, root, "user");
	at->narrow = manifest_flag(manifest, root, "narrow");
	at->own_examined = manifest_flag(manifest, root, "own");
	at->result.number = lab->number;
	at->result.name = lab->name;
	at->result.program = at->program;
	at->result.replaced = manifest_flag(manifest, root, "replaced");
	at->result.strict = manifest_flag(manifest, root, "strict");
	at->result.user = at->user;
	at->result.expect = &at->expect;
}

static void read_expected(struct manifest *manifest, struct examination *at)
{
	struct bytes expected = manifest_evidence(manifest, "lab.expect");

	if (!manifest->failed &&
		expect_parse(manifest->pool, at->lab->expect, expected.data, expected.size,
			&at->expect, manifest->err) != 0)
		manifest->failed = true;
}

static void read_mistakes(struct manifest *manifest, struct examination *at)
{
	at->mistakes_text = manifest_evidence(manifest, "lab.mistakes");
	if (!manifest->failed &&
		examination_read_mistakes(manifest->pool, at, manifest->err) != 0)
		manifest->failed = true;
}

/* Where no check has read memory, the bundle has no file of it. */
static bool is_there(const struct manifest *manifest, const char *name)
{
	const char *path = pool_printf(manifest->pool, "%s/%s", manifest->path, name);

	return access(path, F_OK) == 0;
}

static void read_evidence_of_lab(
	struct manifest *manifest, const json_t *root, struct examination *at)
{
	at->evidence.pool = manifest->pool;
	at->evidence.main = at->lab->main;
	at->evidence.replaced = at->result.replaced;
	at->evidence.expect = &at->expect;
	if (is_there(manifest, "memory") &&
		manifest_file(manifest, "memory", &manifest->memory) != 0)
		manifest->failed = true;
	read_builds(manifest, json_object_get(root, "builds"), at);
	read_records(manifest, json_object_get(root, "records"), at);
	if (at->narrow)
		need_find(&at->evidence);
	at->result.left_out = need_left_out(&at->evidence);
}

/* Every run, build and tool that a check may ask for must be there. */
static void hold_complete(struct manifest *manifest, const struct examination *at)
{
	const struct lab_evidence *evidence = &at->evidence;

	for (const struct run_spec *run = at->expect.runs; run; run = run->next) {
		if (!needs_run(evidence, run))
			continue;
		if (evidence_count_performed(evidence, run) != run->times)
			manifest_fail(manifest, run->name);
		if (!evidence_find_file(evidence, run->build))
			manifest_fail(manifest, run->build->name);
	}
	for (const struct run_spec *tool = at->expect.tools; tool; tool = tool->next)
		if (needs_run(evidence, tool) &&
			evidence_count_performed(evidence, tool) != 1)
			manifest_fail(manifest, tool->name);
}

static void read_all(struct manifest *manifest, const json_t *root, struct examination *at,
	struct machine *machine, struct versions *versions)
{
	if (manifest_whole(manifest, root, "bundle") != BUNDLE_VERSION)
		manifest_fail(manifest, "bundle");
	if (!manifest->failed)
		read_lab(manifest, root, at);
	if (!manifest->failed)
		read_machine(manifest, json_object_get(root, "machine"), at, machine);
	if (!manifest->failed)
		read_versions(manifest, json_object_get(root, "versions"), versions);
	if (!manifest->failed)
		read_expected(manifest, at);
	if (!manifest->failed)
		read_mistakes(manifest, at);
	if (!manifest->failed)
		read_evidence_of_lab(manifest, root, at);
	if (!manifest->failed)
		hold_complete(manifest, at);
}

int bundle_read(struct pool *pool, const char *path, struct examination *examination,
	struct machine *machine, struct versions *versions, struct err *err)
{
	const char *name = pool_printf(pool, "%s/manifest.json", path);
	struct manifest manifest = {.pool = pool, .path = path, .err = err};
	struct bytes bytes;
	json_error_t wrong;
	json_t *root;

	memset(examination, 0, sizeof *examination);
	memset(machine, 0, sizeof *machine);
	if (!is_there(&manifest, "manifest.json"))
		return err_at(err, path, 0, M_BUNDLE_NONE);
	if (manifest_file(&manifest, "manifest.json", &bytes) != 0)
		return -1;
	root = json_loadb(bytes.data, bytes.size, 0, &wrong);
	if (!root)
		return err_at(err, name, wrong.line, M_BUNDLE_WRONG, wrong.text);
	read_all(&manifest, root, examination, machine, versions);
	json_decref(root);
	return manifest.failed ? -1 : 0;
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
