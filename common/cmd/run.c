/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "../report/lesson.h"
#include "cmd.h"
#include "examine.h"
#include "messages.h"

static const char *guide_of(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "labs/%s/README%s.md", lab->name,
		language == CHINESE ? ".zh-CN" : "");
}

static int tell(struct context *context, const struct face *face,
	struct examination *examination, struct err *err)
{
	struct lesson_links links = {
		.guide = guide_of(context, examination->lab),
		.copied = examination->copied,
		.hint = 1,
	};

	if (examine(context, examination, err) != 0 ||
		hint_remember(context, examination, 1, err) != 0)
		return -1;
	lesson(face, &examination->result, &examination->stage, &links);
	return 0;
}

static int count_labs(const struct project *project)
{
	int count = 0;

	for (const struct lab *lab = project->labs; lab; lab = lab->next)
		count++;
	return count;
}

int command_run(struct context *context)
{
	struct face face = {
		.out = stdout,
		.colour = wants_colour(&context->options),
		.verbose = context->options.verbose,
		.pool = context->pool,
		.machine = &context->machine,
		.labs = count_labs(&context->project),
	};
	struct lab_result *results = NULL;
	struct lab_result **last = &results;
	struct examination *examinations;
	struct err err;
	int count;

	if (!context->options.all && !context->options.words[0]) {
		fprintf(stderr, "%s\n", M_RUN_WHICH);
		return EXIT_USAGE;
	}
	examinations = examine_prepare_all(context, &count, &err);
	if (!examinations) {
		print_error(&err);
		return EXIT_USAGE;
	}
	for (int i = 0; i < count; i++) {
		if (i > 0)
			printf("\n\n");
		if (tell(context, &face, &examinations[i], &err) != 0) {
			print_error(&err);
			return EXIT_BROKEN;
		}
		*last = &examinations[i].result;
		last = &(*last)->next;
	}
	if (context->options.all) {
		putchar('\n');
		report_closing_line(stdout, results);
	}
	return exit_status_of(results);
}
