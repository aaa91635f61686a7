/* SPDX-License-Identifier: MIT */
#include "which_run.h"

#include <string.h>

static const struct performed *find_performed(
	const struct lab_evidence *evidence, const char *run, size_t length, int repetition)
{
	for (int i = 0; i < evidence->performed_count; i++) {
		const struct performed *at = &evidence->performed[i];

		if (strlen(at->run->name) == length &&
			strncmp(at->run->name, run, length) == 0 &&
			(repetition == 0 || at->repetition == repetition))
			return at;
	}
	return NULL;
}

/* "$tight.limit" is of the run tight. */
static const struct performed *run_of_name(
	const struct lab_evidence *evidence, const char *name)
{
	const char *dot = strchr(name, '.');

	return dot ? find_performed(evidence, name + 1, (size_t)(dot - name - 1), 0) : NULL;
}

const struct performed *which_run(
	const struct lab_evidence *evidence, const struct result *failed)
{
	if (failed->run)
		return find_performed(
			evidence, failed->run, strlen(failed->run), failed->repetition);
	for (const struct origin *at = failed->origins; at; at = at->next)
		if (run_of_name(evidence, at->name))
			return run_of_name(evidence, at->name);
	return NULL;
}

const struct performed *which_run_of_value(const struct lab_evidence *evidence,
	const struct result *failed, const char *address)
{
	for (const struct origin *at = failed->origins; at && !failed->run; at = at->next)
		if (at->value && strcmp(at->value, address) == 0 &&
			run_of_name(evidence, at->name))
			return run_of_name(evidence, at->name);
	return which_run(evidence, failed);
}
