/* SPDX-License-Identifier: MIT */
#include "program_film.h"

#include "../examine/film_record.h"
#include "../examine/film_sources.h"
#include "cmd.h"

void complain_of_lack(struct context *context, const struct lack *lack)
{
	complain("vmlab: %s", said_text(context->pool, lack->reason));
	if (lack->remedy)
		complain("%s", said_text(context->pool, lack->remedy));
}

/* EXIT_PASSED, or the status where there is no film; the reason has been printed. */
static int make(struct context *context, const char *program, const struct record *record,
	const struct observation *seen, struct film *film)
{
	const struct film_evidence evidence = {
		.log = seen->log,
		.pid = seen->pid,
		.program = program,
		.stamps = seen->stamps,
		.faults = record->fault_log,
		.looks = seen->looks,
		.out = seen->out,
		.err = seen->err,
		.page_size = context->machine.facts[FACT_PAGE],
	};
	const struct lack *lack = film_lack(record);
	struct err err;

	if (lack) {
		complain_of_lack(context, lack);
		return EXIT_SKIPPED;
	}
	if (film_make(context->pool, &evidence, film, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	film_sources_fill(context->pool, film);
	return EXIT_PASSED;
}

int program_film(struct context *context, const struct subject *subject,
	const struct compile_result *built, struct record *record, struct film *film)
{
	const struct observation *seen;
	int status;

	context->options.no_huge_pages = true; /* a fault is about a page */
	context->options.looks_at_pages = context->machine.facts[FACT_TOLD_FAULTS] == 0;
	status = program_perform(context, subject, built, record, &seen);
	return status == EXIT_PASSED ? make(context, subject->program, record, seen, film)
				     : status;
}
