/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/report.h"
#include "face.h"
#include "messages.h"

enum { NAME = 14, INDENT = 9 };

static void print_ability(const struct face *face, const struct ability *ability)
{
	bool works = !ability->lack.reason;

	fputs("  ", face->out);
	report_status(face, works ? STATUS_OK : STATUS_ENV);
	fputc(' ', face->out);
	report_padded(face->out, ability->name, NAME, false);
	report_wrapped(face->out, ability->needed_for, INDENT + NAME);
	report_lack(face, &ability->lack, INDENT + NAME);
}

static void print_machine(const struct machine *machine)
{
	static const char *const thp[] = {"never", "madvise", "always"};

	printf(M_DOCTOR_MACHINE, machine->kernel, machine->libc, machine->machine,
		machine->page);
	printf(M_DOCTOR_SETTINGS, machine->aslr, thp[machine->thp], machine->uid);
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
	print_machine(&context->machine);
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
