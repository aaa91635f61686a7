/* SPDX-License-Identifier: MIT */
#include "second_look.h"

#include <string.h>

#include "../match/blame.h"
#include "../match/judge.h"
#include "evidence_folder.h"
#include "pass.h"
#include "prepare.h"

/*
 * Examines the lab with its own program, as the same user. Its evidence is in build/own, so that
 * the student's stays, and what the student's runs have said of this machine is forgotten.
 */
static int examine_own(struct context *context, const struct examination *asked,
	struct examination *examination, struct err *err)
{
	struct context own = *context;
	int result;

	own.options.program = NULL;
	own.options.own = true;
	own.project.build = pool_printf(context->pool, "%s/own", context->project.build);
	if (examine_prepare(&own, asked->lab, examination, err) != 0)
		return -1;
	examination->user = asked->user;
	examination->narrow = asked->narrow;
	if (evidence_open(&own, evidence_name(&own, asked->lab), err) != 0)
		return -1;
	memset(&own.progress, 0, sizeof own.progress);
	result = examine_once(&own, examination, err);
	folder_close(&own.folder);
	progress_wipe(&own.progress);
	return result;
}

/*
 * What is missing may have been so for a moment only. So the student's program is run once
 * more before it is blamed.
 */
int second_look(struct context *context, struct examination *examination, struct err *err)
{
	struct lab_result *result = &examination->result;
	struct examination own;
	const struct result *shown;

	if (!result->replaced || !blame_has_hidden(result->results))
		return 0;
	progress_wipe(&context->progress);
	if (examine_own(context, examination, &own, err) != 0)
		return -1;
	shown = judge_broadly(&own.evidence);
	if (blame_is_due(result->results, shown)) {
		if (examine_once(context, examination, err) != 0)
			return -1;
		blame(context->pool, result->results, shown);
	}
	result->open = blame_is_open(result->results, shown);
	lab_result_finish(result);
	return 0;
}
