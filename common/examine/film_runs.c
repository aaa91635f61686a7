/* SPDX-License-Identifier: MIT */
#include "film_runs.h"

#include <string.h>

/* -1, which ends the visit, at a name of the run. */
static int is_of_run(const struct expr *part, bool series, void *context)
{
	const struct run_spec *run = context;

	(void)series;
	return part->run && strcmp(part->run, run->name) == 0 ? -1 : 0;
}

static bool names_run(const struct pattern *cell, const struct run_spec *run)
{
	for (const struct piece *at = cell->pieces; at; at = at->next)
		if (at->kind == PIECE_VALUE &&
			expr_names(at->expr, false, is_of_run, (void *)run) != 0)
			return true;
	return false;
}

static bool is_in_table(const struct expect *expect, const struct run_spec *run)
{
	for (const struct table_row *row = expect->table; row; row = row->next)
		for (const struct pattern *cell = row->cells; cell; cell = cell->next)
			if (names_run(cell, run))
				return true;
	return false;
}

static bool is_drawn(const struct expect *expect, const struct run_spec *run)
{
	for (const struct picture *at = expect->pictures; at; at = at->next)
		if (at->run == run)
			return true;
	return false;
}

bool film_is_of(const struct lab_evidence *evidence, const struct performed *performed)
{
	const struct run_spec *run = performed->run;

	if (run->tool || run->perf_stat || performed->repetition != 1)
		return false;
	return performed == &evidence->performed[0] || is_in_table(evidence->expect, run) ||
		is_drawn(evidence->expect, run);
}

static bool can_be_asked(const struct run_spec *run, const char *source)
{
	return !run->tool && !run->perf_stat && !run->malloc_told &&
		strcmp(run->build->source, source) == 0;
}

/* The one of that number, from 0, among the runs in the table; NULL: there are fewer. */
static const struct run_spec *in_table(
	const struct expect *expect, const char *source, int place)
{
	for (const struct run_spec *run = expect->runs; run; run = run->next)
		if (can_be_asked(run, source) && is_in_table(expect, run) && place-- == 0)
			return run;
	return NULL;
}

const struct run_spec *film_run_to_ask(const struct expect *expect, const char *source)
{
	const struct run_spec *first = NULL;
	int tabled = 0;

	for (const struct run_spec *run = expect->runs; run; run = run->next) {
		if (!can_be_asked(run, source))
			continue;
		if (is_drawn(expect, run))
			return run;
		first = first ? first : run;
		tabled += is_in_table(expect, run);
	}
	return tabled > 0 ? in_table(expect, source, tabled / 2) : first;
}
