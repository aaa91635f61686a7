/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../examine/bundle.h"
#include "../examine/second_look.h"
#include "../match/blame.h"
#include "../match/judge.h"
#include "../match/mistake.h"
#include "face.h"
#include "labs.h"
#include "messages.h"
#include "predict.h"

/* Judges evidence that is there already: nothing is built and nothing is run. */

static int judge_own(struct context *context, const char *path,
	struct examination *examination, struct err *err)
{
	struct lab_result *result = &examination->result;
	struct examination own;
	struct machine machine;
	struct versions versions;
	const struct result *shown;

	if (!examination->own_examined)
		return 0;
	if (bundle_read(context->pool, pool_printf(context->pool, "%s/own", path), &own,
		    &machine, &versions, err) != 0)
		return -1;
	shown = judge_broadly(&own.evidence);
	second_look_decide(
		context->pool, result, shown, blame_is_due(result->results, shown));
	return 0;
}

static int judge_bundle(struct context *context, const char *asked,
	struct examination *examination, struct err *err)
{
	const char *path = project_caller_path(context->pool, &context->project, asked);

	if (bundle_read(context->pool, path, examination, &context->machine,
		    &context->versions, err) != 0)
		return -1;
	examination->result.results = judge(&examination->evidence);
	lab_result_finish(&examination->result);
	if (judge_own(context, path, examination, err) != 0)
		return -1;
	mistakes_find(&examination->evidence, examination->mistakes, &examination->result);
	examination->result.predictions = predictions_answer(
		&examination->evidence, examination->result.number, context->answers);
	return 0;
}

static const struct lab_result *judge_all(struct context *context, struct err *err)
{
	struct lab_result *first = NULL;
	struct lab_result **last = &first;

	for (char **word = context->options.words; *word; word++) {
		struct examination *examination =
			pool_alloc(context->pool, sizeof *examination);

		if (judge_bundle(context, *word, examination, err) != 0)
			return NULL;
		*last = &examination->result;
		last = &examination->result.next;
	}
	return first;
}

int command_judge(struct context *context)
{
	const struct reporter *reporter = choose_reporter(context);
	const struct lab_result *results;
	struct face face;
	struct err err;

	if (!reporter)
		return EXIT_USAGE;
	if (!context->options.words[0]) {
		complain("%s", M_JUDGE_WHAT);
		return EXIT_USAGE;
	}
	predict_recall(context);
	results = judge_all(context, &err);
	if (!results) {
		print_error(&err);
		return EXIT_USAGE;
	}
	face = face_of(context);
	for (const struct lab_result *lab = results; lab && reporter->lab; lab = lab->next)
		reporter->lab(&face, lab);
	reporter->end(&face, results);
	return status_of_labs(results);
}
