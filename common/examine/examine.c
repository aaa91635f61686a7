/* SPDX-License-Identifier: MIT */
#include "examine.h"

#include <stdio.h>

#include "../match/cause.h"
#include "../match/judge.h"
#include "../match/mistake.h"
#include "bundle.h"
#include "evidence_folder.h"
#include "hint_memory.h"
#include "pass.h"
#include "prepare.h"
#include "second_look.h"

/* For `vmlab hint`: which check explains the failure, what mistake it looks like, and how many of its hints have been shown. */
static int remember_failure(struct context *context, const struct examination *examination,
	int shown, struct err *err)
{
	const struct result *failed = cause_find(&examination->result);
	const struct mistake *mistake = mistake_of_hints(&examination->result.mistakes);
	struct hint_place place = {0};

	if (failed) {
		place.line = failed->line;
		place.shown = shown;
		if (!failed->item || failed->item->name)
			snprintf(place.name, sizeof place.name, "%s",
				result_name(context->pool, failed));
		if (mistake)
			snprintf(place.mistake, sizeof place.mistake, "%s", mistake->name);
		place.replaced = examination->result.own != NULL;
	}
	return hint_remember(context, examination->lab, &place, err);
}

static int look(struct context *context, struct examination *examination, struct err *err)
{
	int result = examine_once(context, examination, err);

	return result == 0 ? second_look(context, examination, err) : result;
}

/* What is made of the verdicts, while nobody else may write the evidence. */
static int conclude(
	struct context *context, struct examination *examination, struct err *err)
{
	struct lab_result *result = &examination->result;

	if (bundle_write(context, &context->folder, examination, err) != 0)
		return -1;
	judge_asked(&examination->evidence, result->asked);
	mistakes_find(&examination->evidence, examination->mistakes, result);
	result->predictions = predictions_answer(
		&examination->evidence, result->number, context->answers);
	return context->take ? context->take(context, examination, err) : 0;
}

int examine(struct context *context, struct examination *examination, int shown,
	struct pool *kept, struct err *err)
{
	int outcome;

	if (evidence_open(context, evidence_name(context, examination->lab), err) != 0)
		return -1;
	examination->user = examine_user(context, examination);
	examination->narrow = context->options.narrow &&
		(context->options.program || examination->copied);
	outcome = look(context, examination, err);
	if (outcome == 0)
		outcome = conclude(context, examination, err);
	progress_wipe(&context->progress);
	folder_close(&context->folder);
	if (outcome != 0)
		return outcome;
	lab_result_keep(kept, &examination->result);
	return remember_failure(context, examination, shown, err);
}
