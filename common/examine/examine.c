/* SPDX-License-Identifier: MIT */
#include "examine.h"

#include <stdio.h>

#include <malloc.h>
#include <string.h>

#include "../host/second_user.h"
#include "bundle.h"
#include "evidence_folder.h"
#include "hint_memory.h"
#include "pass.h"
#include "second_look.h"

/*
 * As whom the runs of a lab are performed, -1 for the one who calls. A program that is not
 * the suite's own is not trusted; and then the whole lab runs as another user, so that what
 * a user may do is the same for all its programs.
 */
static int user_of(struct context *context, const struct examination *at)
{
	const struct options *options = &context->options;
	uid_t user;

	if ((!options->program && !at->copied) || options->same_user)
		return -1;
	return second_user_find(&user) ? (int)user : -1;
}

int examine(struct context *context, struct examination *examination, struct err *err)
{
	int result;

	if (evidence_open(context, evidence_name(context, examination->lab), err) != 0)
		return -1;
	examination->user = user_of(context, examination);
	examination->narrow = context->options.narrow &&
		(context->options.program || examination->copied);
	result = examine_once(context, examination, err);
	if (result == 0)
		result = second_look(context, examination, err);
	if (result == 0)
		result = bundle_write(context, &context->folder, examination, err);
	progress_wipe(&context->progress);
	folder_close(&context->folder);
	return result;
}

/* --- every lab of a command ----------------------------------------------------------- */

/* For `vmlab hint`: which check failed first, and how many of its hints have been shown. */
static int remember_failure(struct context *context, const struct examination *examination,
	int shown, struct err *err)
{
	const struct result *failed = lab_result_first(&examination->result, STATUS_FAIL);

	struct hint_place place = {0};

	if (failed) {
		place.line = failed->line;
		place.shown = shown;
		if (failed->item && failed->item->name)
			snprintf(place.name, sizeof place.name, "%s", failed->item->name);
	}
	return hint_remember(context, examination->lab, &place, err);
}

/*
 * What a lab's runs have left is large, and each process that is begun costs the more, the more
 * memory the harness has (fork() copies the page tables). So it is in a pool of its own, which is
 * freed when the lab has been told of; only its results stay.
 */
static int examine_and_forget(struct context *context, struct examination *examination,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	struct pool *pool = context->pool;
	struct pool of_the_lab = {0};
	int result;

	context->pool = &of_the_lab;
	result = examine(context, examination, err);
	context->pool = pool;
	if (result == 0) {
		lab_result_keep(pool, &examination->result);
		result = remember_failure(context, examination, shown, err);
	}
	if (result == 0)
		tell(examination, tell_context);
	memset(&examination->evidence, 0, sizeof examination->evidence);
	memset(&context->untraced, 0, sizeof context->untraced);
	pool_free(&of_the_lab);
	malloc_trim(0); /* what is free between the results goes back to the kernel too */
	return result;
}

int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	for (int i = 0; i < count; i++) {
		if (examine_and_forget(
			    context, &examinations[i], shown, tell, tell_context, err) != 0)
			return -1;
		if (i > 0)
			examinations[i - 1].result.next = &examinations[i].result;
	}
	return 0;
}
