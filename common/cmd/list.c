/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../examine/prepare.h"
#include "cmd.h"
#include "messages.h"

static void list(const struct lab *lab, const struct examination *examination)
{
	printf("%2d  %-28s  %s%s%s\n", lab->number, lab->name,
		note_text(examination->expect.title), examination->copied ? "  " : "",
		examination->copied ? M_LIST_COPIED : "");
}

/* A lab whose expected file cannot be read is told of in its place. */
int command_list(struct context *context)
{
	int status = EXIT_PASSED;

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next) {
		struct examination examination;
		struct err err;

		if (examine_prepare(context, lab, &examination, &err) == 0) {
			list(lab, &examination);
			continue;
		}
		fflush(stdout);
		print_error(&err);
		status = EXIT_USAGE;
	}
	return status;
}
