/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/report.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

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
	const char *format = context->options.format ? context->options.format : "text";
	struct telling telling = {.reporter = reporter_find(format)};
	const struct lab_result *results;
	struct versions versions;
	int status;

	if (!telling.reporter) {
		complain(M_NO_FORMAT, format);
		return EXIT_USAGE;
	}
	if (!telling.reporter->available) {
		complain("%s", M_NO_JANSSON);
		return EXIT_USAGE;
	}
	context->options.narrow = true;
	telling.face = face_of(context);
	if (telling.reporter == &reporter_json) {
		versions_read(context->pool, &versions);
		telling.face.versions = &versions;
	}
	status = examine_each(context, 0, tell, &telling, &results);
	if (!results)
		return status;
	telling.face.untouched = !any_replaced(results);
	telling.reporter->end(&telling.face, results);
	return status;
}
