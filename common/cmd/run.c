/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/lesson.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

struct telling {
	struct context *context;
	struct face face;
	int told;
};

static const char *guide_in(
	struct context *context, const struct lab *lab, enum language which)
{
	return pool_printf(context->pool, "labs/%s/README%s.md", lab->name,
		which == CHINESE ? ".zh-CN" : "");
}

/* In the reader's language, or the only one that there is. */
static const char *guide_of(struct context *context, const struct lab *lab)
{
	const char *guide = guide_in(context, lab, language);
	const char *other = guide_in(context, lab, language == CHINESE ? ENGLISH : CHINESE);

	return !project_exists(guide) && project_exists(other) ? other : guide;
}

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
