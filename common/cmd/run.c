/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "../examine/progress_file.h"
#include "../report/lesson.h"
#include "../report/reporters.h"
#include "face.h"
#include "guide.h"
#include "labs.h"
#include "predict.h"
#include "messages.h"
#include "vocabulary.h"

struct telling {
	struct context *context;
	struct face face;
	struct vocabulary vocabulary;
	int told;
	bool unkept; /* my/progress cannot be written, and that was said */
	bool part_missing;
};

/*
 * For `vmlab progress`. A test or a grader must leave nothing behind, so the run of the lab's own
 * program is kept only where somebody sees it on a terminal; that of the copy in my/ always, and
 * that of another program never.
 */
static void keep_progress(struct telling *telling, const struct examination *examination)
{
	struct context *context = telling->context;
	struct progress_line line;
	struct err err;

	if (context->options.program || telling->unkept ||
		(!examination->copied && isatty(STDOUT_FILENO) != 1))
		return;
	line = progress_of(context->pool, &examination->result, examination->copied);
	if (progress_keep(context->pool, &line, &err) == 0)
		return;
	telling->unkept = true;
	complain(M_PROGRESS_UNKEPT,
		*err.file ? pool_printf(context->pool, "%s: %s", err.file, err.message)
			  : err.message);
}

static void miss_part(struct telling *telling, const struct lab_result *result, int part)
{
	telling->part_missing = true;
	complain(M_NO_PART, result->number, part, result->number);
}

static void tell(const struct examination *examination, void *context)
{
	struct telling *telling = context;
	const struct lab_result *result = &examination->result;
	struct vocabulary *vocabulary = &telling->vocabulary;
	struct lesson_links links = {
		.guide = guide_of(telling->context, examination->lab),
		.copied = examination->copied,
		.next = examination->lab->next ? examination->lab->next->number : 0,
		.terms = telling->face.verbose ? &vocabulary->used : &vocabulary->new,
		.glossary = &vocabulary->glossary,
	};
	int part = telling->context->options.part;

	vocabulary_reach(vocabulary, examination->lab);
	if (telling->told++ > 0)
		printf("\n\n");
	if (part == 0 && telling->face.verbose)
		lesson_in_full(&telling->face, result, &examination->evidence, &links);
	else if (part == 0)
		lesson(&telling->face, result, &examination->evidence, &links);
	else if (!lesson_part(&telling->face, result, &links, part))
		miss_part(telling, result, part);
	keep_progress(telling, examination);
}

/* Of all labs a line or a few each: more than that nobody reads. */
static void tell_briefly(const struct examination *examination, void *context)
{
	struct telling *telling = context;

	reporter_text.lab(&telling->face, &examination->result);
	keep_progress(telling, examination);
}

int command_run(struct context *context)
{
	struct telling telling = {.context = context, .face = face_of(context)};
	examination_teller *teller =
		context->options.all && !context->options.verbose ? tell_briefly : tell;
	const struct lab_result *results;
	int status;

	if (!context->options.all && !context->options.words[0]) {
		complain("%s", M_RUN_WHICH);
		return EXIT_USAGE;
	}
	context->options.narrow = true;
	vocabulary_open(context, &telling.vocabulary);
	predict_recall(context);
	if (!context->options.all && context->options.part == 0)
		predict_before(context);
	status = examine_each(context, 1, teller, &telling, &results);
	if (results && context->options.all) {
		printf(M_LABS_OPEN, results->number);
		report_not_passed(&telling.face, results);
		report_closing_line(stdout, results);
	}
	return telling.part_missing ? EXIT_USAGE : status;
}
