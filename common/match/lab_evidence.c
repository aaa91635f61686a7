/* SPDX-License-Identifier: MIT */
#include "lab_evidence.h"

#include <string.h>

const struct value *performed_find(const struct performed *performed, const char *name)
{
	for (int i = 0; i < performed->count; i++)
		if (strcmp(performed->bindings[i].name, name) == 0)
			return &performed->bindings[i].value;
	return NULL;
}

void performed_bind(struct pool *pool, struct performed *performed, const char *name,
	const struct value *value)
{
	if (performed->count == performed->room) {
		struct binding *more;

		performed->room = performed->room ? 2 * performed->room : 16;
		more = pool_alloc(pool, (size_t)performed->room * sizeof *more);
		if (performed->count)
			memcpy(more, performed->bindings,
				(size_t)performed->count * sizeof *more);
		performed->bindings = more;
	}
	performed->bindings[performed->count].name = name;
	performed->bindings[performed->count].value = *value;
	performed->count++;
}

void performed_miss(struct pool *pool, struct performed *performed, const char *name,
	const struct result *section)
{
	struct missing *missing;

	if (performed_find(performed, name) || performed_find_missing(performed, name))
		return;
	missing = pool_alloc(pool, sizeof *missing);
	missing->name = name;
	missing->check = section->check;
	missing->status = section->status;
	missing->lack = section->lack;
	missing->next = performed->missing;
	performed->missing = missing;
}

const struct missing *performed_find_missing(
	const struct performed *performed, const char *name)
{
	for (const struct missing *at = performed->missing; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}

const struct fact *evidence_find_fact(const struct lab_evidence *evidence, const char *name)
{
	for (int i = 0; i < evidence->fact_count; i++)
		if (strcmp(evidence->facts[i].name, name) == 0)
			return &evidence->facts[i];
	return NULL;
}

int evidence_count_performed(
	const struct lab_evidence *evidence, const struct run_spec *run)
{
	int count = 0;

	for (int i = 0; i < evidence->performed_count; i++)
		count += evidence->performed[i].run == run;
	return count;
}

struct build_file *evidence_find_file(
	const struct lab_evidence *evidence, const struct build_spec *build)
{
	for (int i = 0; i < evidence->file_count; i++)
		if (evidence->files[i].build == build)
			return &evidence->files[i];
	return NULL;
}
