/* SPDX-License-Identifier: MIT */
#include "examination.h"

#include <string.h>

const char *source_of(
	struct context *context, const struct examination *at, const char *file)
{
	if (strcmp(file, at->lab->main) == 0)
		return at->program;
	return pool_printf(context->pool, "labs/%s/%s", at->lab->name, file);
}

void examination_set_facts(
	struct pool *pool, struct examination *examination, const struct machine *machine)
{
	struct fact *facts = pool_alloc(pool, FACTS * sizeof *facts);

	for (int i = 0; i < FACTS; i++)
		facts[i] =
			(struct fact){fact_name((enum machine_fact)i), machine->facts[i]};
	if (examination->result.user >= 0)
		facts[FACT_UID].value = examination->result.user;
	examination->evidence.facts = facts;
	examination->evidence.fact_count = FACTS;
}

int examination_read_mistakes(
	struct pool *pool, struct examination *examination, struct err *err)
{
	const char *context = pool_printf(pool, "mistake %02d", examination->lab->number);

	return mistakes_parse(pool, examination->lab->mistakes, context,
		&examination->mistakes_text, &examination->mistakes, err);
}
