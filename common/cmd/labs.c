/* SPDX-License-Identifier: MIT */
#include "labs.h"

#include <stdlib.h>
#include <string.h>

#include "../host/compiler.h"
#include "../host/processors.h"
#include "../report/report.h"
#include "messages.h"

enum {
	MOST_JOBS = 999,
	/* A lab waits a third of its time, for pauses and other programs; three hardly ever at once. */
	JOBS_A_PROCESSOR = 3,
};

/* --- which labs ----------------------------------------------------------------------- */

static void add_lab(const struct lab *lab, const struct lab **labs, int *count)
{
	for (int i = 0; i < *count; i++)
		if (labs[i] == lab)
			return;
	labs[(*count)++] = lab;
}

/* The word of the command line may be asked for again, and stays as it is. */
static int add_labs(struct context *context, const char *words, const struct lab **labs,
	int *count, struct err *err)
{
	static const char between[] = " ,";

	for (words += strspn(words, between); *words; words += strspn(words, between)) {
		size_t length = strcspn(words, between);
		const char *word = pool_copy(context->pool, words, length);
		const struct lab *lab = project_find_lab(&context->project, word);

		if (!lab)
			return err_set(err, M_NO_SUCH_LAB, word,
				project_lab_numbers(context->pool, &context->project));
		add_lab(lab, labs, count);
		words += length;
	}
	return 0;
}

const struct lab **choose_labs(struct context *context, struct err *err)
{
	const struct lab **labs;
	int count = 0;

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		count++;
	if (count == 0) {
		err_set(err, M_NO_LABS);
		return NULL;
	}
	labs = pool_alloc(context->pool, (size_t)(count + 1) * sizeof *labs);
	count = 0;
	for (char **word = context->options.words; *word; word++)
		if (add_labs(context, *word, labs, &count, err) != 0)
			return NULL;
	if (count == 0)
		for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
			labs[count++] = lab;
	return labs;
}

const struct lab *choose_lab(struct context *context, struct err *err)
{
	const struct lab **labs = NULL;

	if (context->options.words[0])
		labs = choose_labs(context, err);
	else
		err_set(err, M_ONE_LAB);
	if (labs && labs[1]) {
		err_set(err, M_ONE_LAB);
		return NULL;
	}
	return labs ? labs[0] : NULL;
}

/* --- how many at a time ---------------------------------------------------------------- */

int read_jobs(const char *text, int *jobs)
{
	char *end;
	long asked = strtol(text, &end, 10);

	if (*end || asked < 1 || asked > MOST_JOBS) {
		complain(M_WRONG_JOBS, MOST_JOBS, text);
		return -1;
	}
	*jobs = (int)asked;
	return 0;
}

/* --- their examination ----------------------------------------------------------------- */

static struct examination *prepare_all(struct context *context, int *count, struct err *err)
{
	const struct lab **labs = choose_labs(context, err);
	struct examination *examinations;

	*count = 0;
	while (labs && labs[*count])
		(*count)++;
	if (!labs)
		return NULL;
	if (context->options.program && *count != 1) {
		err_set(err, M_PROGRAM_ONE_LAB);
		return NULL;
	}
	examinations = pool_alloc(context->pool, (size_t)*count * sizeof *examinations);
	for (int i = 0; i < *count; i++)
		if (examine_prepare(context, labs[i], &examinations[i], err) != 0)
			return NULL;
	return examinations;
}

int status_of_labs(const struct lab_result *results)
{
	struct tally tally = report_tally(results);

	return tally.broken      ? EXIT_BROKEN
		: tally.failed   ? EXIT_FAILED
		: tally.ungraded ? EXIT_SKIPPED
		: tally.passed   ? EXIT_PASSED
				 : EXIT_SKIPPED;
}

bool shim_is_missing(struct context *context)
{
	if (project_exists(context->project.shim))
		return false;
	complain(M_NO_SHIM, context->project.shim);
	return true;
}

bool examine_refuses(struct context *context)
{
	const char *folder = context->project.build;
	const struct said *reason;
	struct err err;

	if (shim_is_missing(context))
		return true;
	if (project_make_folder(context->pool, folder, &err) != 0)
		return false;
	reason = compiler_unsupported(context->pool, folder);
	if (reason)
		complain("%s", said_text(context->pool, reason));
	return reason != NULL;
}

int choose_jobs(struct context *context)
{
	const char *asked = getenv("JOBS");

	if (context->options.jobs)
		return 0;
	if (asked && *asked)
		return read_jobs(asked, &context->options.jobs);
	context->options.jobs = JOBS_A_PROCESSOR * processors_usable();
	return 0;
}

int examine_each(struct context *context, int shown, examination_teller *tell,
	void *tell_context, const struct lab_result **results)
{
	struct examination *examinations;
	struct err err;
	int count;

	*results = NULL;
	examinations = prepare_all(context, &count, &err);
	if (!examinations) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (examine_refuses(context))
		return EXIT_USAGE;
	versions_read(context->pool, context->project.own_folder, &context->versions);
	if (examine_all(context, examinations, count, shown, tell, tell_context, &err) !=
		0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	*results = &examinations[0].result;
	context->ungraded = report_tally(*results).ungraded > 0;
	return status_of_labs(*results);
}
