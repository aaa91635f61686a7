/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/report.h"
#include "face.h"
#include "labs.h"
#include "predict.h"

struct telling {
	const struct reporter *reporter;
	struct face face;
};

static void tell(const struct examination *examination, void *context)
{
	const struct telling *telling = context;

	if (telling->reporter->lab)
		telling->reporter->lab(&telling->face, &examination->result);
}

static bool any_replaced(const struct lab_result *labs)
{
	for (const struct lab_result *lab = labs; lab; lab = lab->next)
		if (lab->replaced)
			return true;
	return false;
}

int command_check(struct context *context)
{
	struct telling telling = {.reporter = choose_reporter(context)};
	const struct lab_result *results;
	int status;

	if (!telling.reporter)
		return EXIT_USAGE;
	if (choose_jobs(context) != 0)
		return EXIT_USAGE;
	context->options.narrow = true;
	telling.face = face_of(context);
	predict_recall(context);
	status = examine_each(context, 0, tell, &telling, &results);
	if (!results)
		return status;
	telling.face.untouched = !any_replaced(results);
	telling.reporter->end(&telling.face, results);
	return status;
}
