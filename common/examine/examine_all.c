/* SPDX-License-Identifier: MIT */
#include "examine_all.h"

#include <malloc.h>
#include <string.h>

#include "workers.h"

/*
 * Each process that is begun costs the more, the more memory the harness has (fork() copies the
 * page tables). So a lab has a pool of its own, which is freed when the lab has been told of.
 */
static int examine_and_forget(struct context *context, struct examination *examination,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	struct pool *pool = context->pool;
	struct pool of_the_lab = {0};
	int result;

	context->pool = &of_the_lab;
	result = examine(context, examination, shown, pool, err);
	context->pool = pool;
	if (result == 0)
		tell(examination, tell_context);
	memset(&examination->evidence, 0, sizeof examination->evidence);
	memset(&context->untraced, 0, sizeof context->untraced);
	pool_free(&of_the_lab);
	malloc_trim(0); /* what is free between the results goes back to the kernel too */
	return result;
}

static int examine_one_by_one(struct context *context, struct examination *examinations,
	int count, int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	for (int i = 0; i < count; i++)
		if (examine_and_forget(
			    context, &examinations[i], shown, tell, tell_context, err) != 0)
			return -1;
	return 0;
}

int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	int result = count > 1 && context->options.jobs > 1
		? examine_in_workers(
			  context, examinations, count, shown, tell, tell_context, err)
		: examine_one_by_one(
			  context, examinations, count, shown, tell, tell_context, err);

	for (int i = 1; i < count; i++)
		examinations[i - 1].result.next = &examinations[i].result;
	return result;
}
