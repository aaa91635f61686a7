/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/lesson.h"
#include "face.h"
#include "guide.h"
#include "labs.h"
#include "messages.h"

struct telling {
	struct context *context;
	struct face face;
	int told;
};

static void tell(const struct examination *examination, void *context)
{
	struct telling *telling = context;
	struct lesson_links links = {
		.guide = guide_of(telling->context, examination->lab),
		.copied = examination->copied,
		.hint = 1,
	};

	if (telling->told++ > 0)
		printf("\n\n");
	lesson(&telling->face, &examination->result, &examination->evidence, &links);
}

int command_run(struct context *context)
{
	struct telling telling = {.context = context, .face = face_of(context)};
	const struct lab_result *results;
	int status;

	if (!context->options.all && !context->options.words[0]) {
		complain("%s", M_RUN_WHICH);
		return EXIT_USAGE;
	}
	status = examine_each(context, 1, tell, &telling, &results);
	if (results && context->options.all) {
		putchar('\n');
		report_not_passed(&telling.face, results);
		report_closing_line(stdout, results);
	}
	return status;
}
