/* SPDX-License-Identifier: MIT */
#include "facts.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

struct described {
	const char *name;
	const char *meaning;
};

#define DESCRIBED(constant, name) [FACT_##constant] = {#name, M_FACT_##constant},

static struct described describe(enum machine_fact fact)
{
	const struct described facts[FACTS] = {MACHINE_FACTS(DESCRIBED)};

	return facts[fact];
}

const char *fact_name(enum machine_fact fact)
{
	return describe(fact).name;
}

const char *fact_meaning(enum machine_fact fact)
{
	return describe(fact).meaning;
}

bool fact_is_name(const char *name)
{
	for (int i = 0; i < FACTS; i++)
		if (strcmp(fact_name((enum machine_fact)i), name) == 0)
			return true;
	return false;
}

bool fact_is_of_run(const char *name)
{
	static const char *const of_run[] = {"faults", "band", "base"};

	for (size_t i = 0; i < sizeof of_run / sizeof *of_run; i++)
		if (strcmp(of_run[i], name) == 0)
			return true;
	return false;
}

const char *fact_names(struct pool *pool)
{
	const char *names = "";

	for (int i = 0; i < FACTS; i++)
		names = text_listed(
			pool, names, M_LIST_COMMA, fact_name((enum machine_fact)i));
	return names;
}
