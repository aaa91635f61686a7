/* SPDX-License-Identifier: MIT */
#include "film_lab.h"

#include "evidence_folder.h"
#include "film_runs.h"
#include "pass.h"
#include "prepare.h"

/* Leaves the run in the expected file, with the builds that it needs, and nothing else. */
static void narrow_to(
	struct pool *pool, struct expect *expect, const struct run_spec *run, int times)
{
	struct run_spec *only = pool_alloc(pool, sizeof *only);
	struct build_spec **end = &expect->builds;

	*only = *run;
	only->times = times;
	only->next = NULL;
	while (*end) {
		if (*end == run->build || run_is_given(run, *end))
			end = &(*end)->next;
		else
			*end = (*end)->next;
	}
	expect->runs = only;
	expect->tools = NULL;
	expect->items = NULL;
	expect->pictures = NULL;
}

static int perform(struct context *context, const char *kind,
	struct examination *examination, struct err *err)
{
	const char *below =
		pool_printf(context->pool, "%s/%02d", kind, examination->lab->number);
	int result;

	if (evidence_open(context, below, err) != 0)
		return -1;
	examination->user = examine_user(context, examination);
	result = examine_perform(context, examination, err);
	progress_wipe(&context->progress);
	if (result != 0)
		folder_close(&context->folder);
	return result;
}

int film_lab(struct context *context, const char *kind, int times,
	struct examination *examination, struct err *err)
{
	const struct lab *lab = examination->lab;
	const struct run_spec *run;
	struct folder lock;
	int result;

	run = film_run_to_ask(&examination->expect, lab->main);
	if (!run)
		return 0;
	narrow_to(context->pool, &examination->expect, run, times);
	/* Its binaries belong to who holds the lab's own folder. */
	if (evidence_open(context, evidence_name(context, lab), err) != 0)
		return -1;
	lock = context->folder;
	result = perform(context, kind, examination, err);
	folder_close(&lock);
	return result;
}
