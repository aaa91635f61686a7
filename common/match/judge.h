/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_JUDGE_H
#define VMLAB_MATCH_JUDGE_H

#include "stage.h"

/*
 * Judge every item of the expected file against the scenes, in the order of the file, and
 * return a verdict for each check of each run. Pure: everything is read from the stage.
 */
struct result *judge(struct stage *stage);

/* The same, and behind it the verdicts that each branch of each "either" would have given. */
struct result *judge_broadly(struct stage *stage);

/*
 * Fill in the values of a text with $(…) in it; a value that is not there is "-", and then
 * the result is false.
 */
bool judge_text(
	const struct stage *stage, const struct pattern *pattern, const char **text);

/* The same for a cell of the lesson's table, where a "-" is no matter. */
const char *judge_cell(const struct stage *stage, const struct pattern *cell);

#endif
