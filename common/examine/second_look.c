/* SPDX-License-Identifier: MIT */
#include "second_look.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "../match/blame.h"
#include "../match/judge.h"
#include "bundle.h"
#include "evidence_folder.h"
#include "pass.h"
#include "prepare.h"

/*
 * Examines the lab with its own program, as the same user. Its evidence is in build/own, so that
 * the student's stays, and what the student's runs have said of this machine is forgotten.
 */
static int examine_own(struct context *context, const struct examination *asked,
	struct examination *examination, const struct result **shown, struct err *err)
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
	own.progress = (struct progress){.mute = context->progress.mute};
	result = examine_once(&own, examination, err);
	if (result == 0) {
		*shown = judge_broadly(&examination->evidence);
		result = bundle_write(&own, &own.folder, examination, err);
	}
	folder_close(&own.folder);
	progress_wipe(&own.progress);
	return result;
}

/* Its evidence goes into the student's, which rests on it. */
static int keep_own(struct context *context, const struct lab *lab, struct err *err)
{
	const char *name = evidence_name(context, lab);
	const char *from =
		pool_printf(context->pool, "%s/own/%s", context->project.build, name);

	folder_remove(context->folder.fd, "own");
	if (renameat(AT_FDCWD, from, context->folder.fd, "own") != 0)
		return folder_unwritable(from, context->project.build, err);
	return 0;
}

void second_look_decide(struct pool *pool, struct lab_result *result,
	const struct result *shown, bool again)
{
	if (again)
		blame(pool, result->results, shown);
	result->open = blame_is_open(result->results, shown);
	lab_result_finish(result);
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
	bool due;

	if (!result->replaced || !blame_has_hidden(result->results))
		return 0;
	progress_wipe(&context->progress);
	if (examine_own(context, examination, &own, &shown, err) != 0)
		return -1;
	due = blame_is_due(result->results, shown);
	if (due && examine_once(context, examination, err) != 0)
		return -1;
	second_look_decide(context->pool, result, shown, due);
	examination->own_examined = true;
	return keep_own(context, examination->lab, err);
}
