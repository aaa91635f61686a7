/* SPDX-License-Identifier: MIT */
#include "program.h"

#include "cmd.h"
#include "labs.h"
#include "messages.h"

static int complain_of_error(const struct err *err, int status)
{
	print_error(err);
	return status;
}

/* EXIT_PASSED, or the status to exit with; the reason has been printed. */
static int build(
	struct context *context, struct subject *subject, struct compile_result *result)
{
	struct err err;

	if (!subject->sources)
		return EXIT_PASSED;
	if (subject_build(context, subject, result, &err) != 0)
		return complain_of_error(&err, EXIT_BROKEN);
	switch (result->outcome) {
	case COMPILED: return EXIT_PASSED;
	case COMPILE_FAILED:
		complain(M_OBSERVE_UNCOMPILED, subject->asked,
			said_text(context->pool, result->message));
		return EXIT_USAGE;
	case COMPILE_REFUSED:
		complain("%s", said_text(context->pool, result->message));
		complain("%s", M_REMEDY_COMPILER);
	}
	return EXIT_SKIPPED;
}

int program_prepare(struct context *context, const char *kind, struct subject *subject,
	struct compile_result *result)
{
	struct err err;
	int status;

	*result = (struct compile_result){.outcome = COMPILED};
	if (shim_is_missing(context))
		return EXIT_USAGE;
	if (subject_find(context, context->options.words[0], subject, &err) != 0)
		return complain_of_error(&err, EXIT_USAGE);
	if (subject_open(context, kind, subject, &err) != 0)
		return complain_of_error(&err, EXIT_BROKEN);
	status = build(context, subject, result);
	if (status != EXIT_PASSED)
		folder_close(&context->folder);
	return status;
}
