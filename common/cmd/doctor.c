/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/report.h"
#include "face.h"
#include "messages.h"

enum { NAME = 14, VALUE = 8, INDENT = 9 };

static void print_ability(const struct face *face, const struct ability *ability)
{
	bool works = !ability->lack.reason;

	fputs("  ", face->out);
	report_status(face, works ? STATUS_OK : STATUS_ENV);
	fputc(' ', face->out);
	report_padded(face->out, ability->name, NAME, false);
	report_wrapped(face, ability->needed_for, INDENT + NAME);
	report_lack(face, &ability->lack, INDENT + NAME);
}

static void print_machine(const struct face *face, const struct machine *machine)
{
	fprintf(face->out, M_DOCTOR_MACHINE, machine->kernel, machine->libc,
		machine->machine);
	for (int i = 0; i < FACTS; i++) {
		enum machine_fact fact = (enum machine_fact)i;
		const char *value =
			pool_printf(face->pool, "%lld", (long long)machine->facts[fact]);

		fputs("  ", face->out);
		report_padded(face->out, fact_name(fact), NAME, false);
		report_padded(face->out, value, VALUE, false);
		report_wrapped(face, fact_meaning(fact), 2 + NAME + VALUE);
	}
}

int command_doctor(struct context *context)
{
	struct face face = face_of(context);
	struct ability abilities[ABILITIES];
	const char *folder =
		pool_printf(context->pool, "%s/doctor", context->project.build);
	struct err err;
	int missing = 0;

	if (project_make_folder(context->pool, folder, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	print_machine(&face, &context->machine);
	putchar('\n');
	probe_abilities(context->pool, folder, abilities);
	for (int i = 0; i < ABILITIES; i++) {
		print_ability(&face, &abilities[i]);
		missing += abilities[i].lack.reason != NULL;
	}
	putchar('\n');
	if (missing)
		printf(M_DOCTOR_MISSING, missing);
	else
		printf("%s\n", M_DOCTOR_ALL);
	return EXIT_PASSED;
}
