/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../report/lesson.h"
#include "../report/reporters.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

struct telling {
	struct context *context;
	struct face face;
	int told;
};

/* README.md, and README.zh-CN.md of zh_CN. */
static const char *guide_in(
	struct context *context, const struct lab *lab, enum language which)
{
	const char *name = language_name(which);
	char *guide = which == ENGLISH
		? pool_printf(context->pool, "labs/%s/README.md", lab->name)
		: pool_printf(context->pool, "labs/%s/README.%s.md", lab->name, name);

	for (char *at = strrchr(guide, '/'); *at; at++)
		if (*at == '_')
			*at = '-';
	return guide;
}

/* In the reader's language, else in English, else in any. */
static const char *guide_of(struct context *context, const struct lab *lab)
{
	const char *guide = guide_in(context, lab, language);

	for (int i = 0; i < LANGUAGES && !project_exists(guide); i++)
		guide = guide_in(context, lab, (enum language)i);
	return project_exists(guide) ? guide : guide_in(context, lab, language);
}

static void tell(const struct examination *examination, void *context)
{
	struct telling *telling = context;
	const struct lab_result *result = &examination->result;
	struct lesson_links links = {
		.guide = guide_of(telling->context, examination->lab),
		.copied = examination->copied,
		.next = examination->lab->next ? examination->lab->next->number : 0,
	};
	int part = telling->context->options.part;

	if (telling->told++ > 0)
		printf("\n\n");
	if (part == 0 && telling->face.verbose)
		lesson_in_full(&telling->face, result, &examination->evidence, &links);
	else if (part == 0)
		lesson(&telling->face, result, &examination->evidence, &links);
	else if (!lesson_part(&telling->face, result, &links, part))
		complain(M_NO_PART, result->number, part);
}

/* Of all labs a line or a few each: more than that nobody reads. */
static void tell_briefly(const struct examination *examination, void *context)
{
	struct telling *telling = context;

	reporter_text.lab(&telling->face, &examination->result);
}

int command_run(struct context *context)
{
	struct telling telling = {.context = context, .face = face_of(context)};
	examination_teller *teller =
		context->options.all && !context->options.verbose ? tell_briefly : tell;
	const struct lab_result *results;
	int status;

	if (!context->options.all && !context->options.words[0]) {
		complain("%s", M_RUN_WHICH);
		return EXIT_USAGE;
	}
	context->options.narrow = true;
	status = examine_each(context, 1, teller, &telling, &results);
	if (results && context->options.all) {
		printf(M_LABS_OPEN, results->number);
		report_not_passed(&telling.face, results);
		report_closing_line(stdout, results);
	}
	return status;
}
