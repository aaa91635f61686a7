/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "lang/expect.h"
#include "match/judge.h"

enum { MOST = 8 }; /* builds, and runs with their repetitions */

/* Everything judging needs, of one text. */
struct trial {
	struct pool pool;
	struct expect expect;
	struct record record; /* of all runs */
	struct performed performed[MOST];
	struct build_file files[MOST];
	struct lab_evidence evidence;
};

static const struct fact facts[] = {
	{"page", 4096}, {"aslr", 2}, {"glibc", 2036}, {"kernel", 6001}};

static struct elf_image image; /* an empty one */

/* Each run has printed these lines, and made them as system calls. */
static void set_record(struct trial *trial, const char *text, size_t size)
{
	struct lines lines = text_lines(&trial->pool, text, size);

	trial->record = (struct record){.out = lines,
		.err = lines,
		.trace.lines = lines,
		.out_file = "a.out",
		.err_file = "a.err",
		.log_file = "a.log",
		.command = "./a"};
}

static bool add_run(struct trial *trial, const struct run_spec *run, int repetition)
{
	struct lab_evidence *evidence = &trial->evidence;

	if (evidence->performed_count == MOST)
		return false;
	trial->performed[evidence->performed_count++] = (struct performed){
		.run = run, .repetition = repetition, .record = &trial->record};
	return true;
}

/* Every build is there, and every run is performed; false when they are too many. */
static bool set_evidence(struct trial *trial)
{
	struct lab_evidence *evidence = &trial->evidence;

	*evidence = (struct lab_evidence){.pool = &trial->pool,
		.expect = &trial->expect,
		.performed = trial->performed,
		.files = trial->files,
		.facts = facts,
		.fact_count = sizeof facts / sizeof *facts};
	for (const struct build_spec *at = trial->expect.builds; at; at = at->next) {
		if (evidence->file_count == MOST)
			return false;
		trial->files[evidence->file_count++] = (struct build_file){
			.build = at, .image = &image, .built = true, .path = at->name};
	}
	for (const struct run_spec *run = trial->expect.runs; run; run = run->next)
		for (int i = 1; i <= run->times; i++)
			if (!add_run(trial, run, i))
				return false;
	return true;
}

/* An expected file, a NUL, and lines of evidence: each check of it has a verdict. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trial trial = {0};
	const char *text = pool_copy(&trial.pool, (const char *)data, size);
	size_t head = strlen(text);
	size_t rest = head < size ? head + 1 : size;
	struct err err;

	set_record(&trial, text + rest, size - rest);
	if (expect_parse(&trial.pool, "x", text, head, &trial.expect, &err) == 0 &&
		set_evidence(&trial))
		for (const struct result *at = judge(&trial.evidence); at; at = at->next)
			hold(at->check && at->status < STATUSES);
	pool_free(&trial.pool);
	return 0;
}
