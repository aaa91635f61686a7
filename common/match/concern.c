/* SPDX-License-Identifier: MIT */
#include "concern.h"

#include <string.h>

#include "../lang/expect_walk.h"

bool concerns_build(const struct lab_evidence *evidence, const struct build_spec *build)
{
	return evidence->main && build && strcmp(build->source, evidence->main) == 0;
}

/* A word of a tool's command may be the name of a build, or that of a source. */
static bool concerns_word(const struct lab_evidence *evidence, const char *word)
{
	const struct build_spec *build = expect_find_build(evidence->expect, word);

	if (build)
		return concerns_build(evidence, build);
	return evidence->main && strcmp(evidence->main, word) == 0;
}

bool concerns_run(const struct lab_evidence *evidence, const struct run_spec *run)
{
	const struct word *words = run->tool ? run->tool->words : NULL;

	for (; words; words = words->next)
		if (concerns_word(evidence, words->text))
			return true;
	for (const struct build_spec *at = evidence->expect->builds; at && !run->tool;
		at = at->next)
		if (concerns_build(evidence, at) &&
			(run->build == at || run_is_given(run, at)))
			return true;
	return false;
}

struct search {
	const struct lab_evidence *evidence;
	const struct run_spec *run; /* that a name without a run belongs to */
	bool found;
};

/* The run or the file that a part of an expression is read from. */
static int look(const struct expr *part, bool series, void *context)
{
	struct search *search = context;
	const struct lab_evidence *evidence = search->evidence;
	const struct run_spec *run = part->kind == EXPR_NAME && part->run
		? expect_find_owner(evidence->expect, part->run)
		: search->run;
	bool of_file = part->kind == EXPR_READING && reading_is_of_file(part->reading);

	(void)series;
	if (part->kind == EXPR_NAME && !fact_is_name(part->name))
		search->found = search->found || (run && concerns_run(evidence, run));
	if (of_file && !(run && run->build)) /* the only file that there is */
		search->found =
			search->found || concerns_build(evidence, evidence->expect->builds);
	return 0;
}

bool concerns_item(const struct lab_evidence *evidence, const struct item *item,
	const struct run_spec *run)
{
	struct search search = {
		.evidence = evidence, .run = run ? run : evidence->expect->runs};

	if (run && concerns_run(evidence, run))
		return true;
	item_parts(item, look, &search);
	return search.found;
}
