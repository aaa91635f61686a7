/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "lang/expect.h"
#include "match/judge.h"

enum { MOST = 8 }; /* builds, and runs with their repetitions */

/* Everything judging needs, of one text. */
struct sample {
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
static void set_record(struct sample *sample, const char *text, size_t size)
{
	struct lines lines = text_lines(&sample->pool, text, size);

	sample->record = (struct record){.out = lines,
		.err = lines,
		.trace.lines = lines,
		.out_file = "a.out",
		.err_file = "a.err",
		.log_file = "a.log",
		.command = "./a"};
}

static bool add_run(struct sample *sample, const struct run_spec *run, int repetition)
{
	struct lab_evidence *evidence = &sample->evidence;

	if (evidence->performed_count == MOST)
		return false;
	sample->performed[evidence->performed_count++] = (struct performed){
		.run = run, .repetition = repetition, .record = &sample->record};
	return true;
}

/* Every build is there, and every run is performed; false when they are too many. */
static bool set_evidence(struct sample *sample)
{
	struct lab_evidence *evidence = &sample->evidence;

	*evidence = (struct lab_evidence){.pool = &sample->pool,
		.expect = &sample->expect,
		.performed = sample->performed,
		.files = sample->files,
		.facts = facts,
		.fact_count = sizeof facts / sizeof *facts};
	for (const struct build_spec *at = sample->expect.builds; at; at = at->next) {
		if (evidence->file_count == MOST)
			return false;
		sample->files[evidence->file_count++] = (struct build_file){
			.build = at, .image = &image, .built = true, .path = at->name};
	}
	for (const struct run_spec *run = sample->expect.runs; run; run = run->next)
		for (int i = 1; i <= run->times; i++)
			if (!add_run(sample, run, i))
				return false;
	return true;
}

/* An expected file, a NUL, and lines of evidence: each check of it has a verdict. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sample sample = {0};
	const char *text = pool_copy(&sample.pool, (const char *)data, size);
	size_t head = strlen(text);
	size_t rest = head < size ? head + 1 : size;
	struct err err;

	set_record(&sample, text + rest, size - rest);
	if (expect_parse(&sample.pool, "x", text, head, &sample.expect, &err) == 0 &&
		set_evidence(&sample))
		for (const struct result *at = judge(&sample.evidence); at; at = at->next)
			hold(at->check && at->status < STATUSES);
	pool_free(&sample.pool);
	return 0;
}
