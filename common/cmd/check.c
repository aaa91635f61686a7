/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/report.h"
#include "cmd.h"
#include "examine.h"
#include "messages.h"

static bool any_replaced(const struct lab_result *labs)
{
	for (const struct lab_result *lab = labs; lab; lab = lab->next)
		if (lab->replaced)
			return true;
	return false;
}

int command_check(struct context *context)
{
	const char *format = context->options.format ? context->options.format : "text";
	const struct reporter *reporter = reporter_find(format);
	struct face face = {
		.out = stdout,
		.colour = wants_colour(&context->options),
		.verbose = context->options.verbose,
		.pool = context->pool,
		.machine = &context->machine,
	};
	struct lab_result *results = NULL;
	struct lab_result **last = &results;
	struct examination *examinations;
	struct err err;
	int count;

	if (!reporter) {
		fprintf(stderr, M_NO_FORMAT, format);
		return EXIT_USAGE;
	}
	examinations = examine_prepare_all(context, &count, &err);
	if (!examinations) {
		print_error(&err);
		return EXIT_USAGE;
	}
	for (int i = 0; i < count; i++) {
		if (examine(context, &examinations[i], &err) != 0 ||
			hint_remember(context, &examinations[i], 0, &err) != 0) {
			print_error(&err);
			return EXIT_BROKEN;
		}
		*last = &examinations[i].result;
		last = &(*last)->next;
		if (reporter->lab)
			reporter->lab(&face, &examinations[i].result);
	}
	face.untouched = !any_replaced(results);
	reporter->end(&face, results);
	return exit_status_of(results);
}
