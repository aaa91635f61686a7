/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../examine/prepare.h"
#include "cmd.h"
#include "messages.h"

int command_list(struct context *context)
{
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next) {
		struct examination examination;
		struct err err;

		if (examine_prepare(context, lab, &examination, &err) != 0) {
			print_error(&err);
			return EXIT_USAGE;
		}
		printf("%2d  %-28s  %s%s%s\n", lab->number, lab->name,
			note_text(examination.expect.title), examination.copied ? "  " : "",
			examination.copied ? M_LIST_COPIED : "");
	}
	return EXIT_PASSED;
}
