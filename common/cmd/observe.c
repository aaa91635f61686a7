/* SPDX-License-Identifier: MIT */
#include "../base/text.h"
#include "../report/observed.h"
#include "../host/refusal.h"
#include "face.h"
#include "program_run.h"

/* The same observation as of a lab's program, of any program, without a verdict. */

/* The system calls of all its processes; NULL where there are none. */
static const struct run_trace *run_trace(
	struct context *context, const struct observation *seen)
{
	struct run_trace *trace = pool_alloc(context->pool, sizeof *trace);
	struct err ignored; /* the record is broken by the same */

	return seen->traced &&
			trace_parse_run(context->pool, seen->log.data, seen->log.size,
				trace, &ignored) == 0
		? trace
		: NULL;
}

static int tell(struct context *context, const struct subject *subject,
	const struct compile_result *built, const struct record *record,
	const struct observation *seen)
{
	struct face face = face_of(context);
	struct observed observed = {
		.record = record,
		.trace = run_trace(context, seen),
		.out = &seen->out,
		.built = subject->command,
		.compiler = text_lines(context->pool, built->said.data, built->said.size),
		.compiler_file = program_compiler_file(context->pool, subject),
		.typed = context->options.input != NULL,
		.clean = context->options.clean,
		.no_huge_pages = context->options.no_huge_pages,
	};

	if (context->options.no_aslr && seen->randomised)
		observed.randomised = refusal_of("personality", 0);
	observed_tell(&face, &observed);
	return record->outcome == OUTCOME_REFUSED ? EXIT_SKIPPED : EXIT_PASSED;
}

int command_observe(struct context *context)
{
	struct subject subject;
	struct compile_result built;
	struct record record;
	const struct observation *seen;
	int status = program_prepare(context, "observed", &subject, &built);

	if (status != EXIT_PASSED)
		return status;
	status = program_perform(context, &subject, &built, &record, &seen);
	if (status == EXIT_PASSED)
		status = tell(context, &subject, &built, &record, seen);
	folder_close(&context->folder);
	return status;
}
