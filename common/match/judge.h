/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_JUDGE_H
#define VMLAB_MATCH_JUDGE_H

#include "lab_evidence.h"

/*
 * Judge every item of the expected file against the performed, in the order of the file, and
 * return a verdict for each check of each run. Pure: everything is read from the evidence.
 */
struct result *judge(struct lab_evidence *evidence);

/* The same, and behind it the verdicts that each branch of each "either" would have given. */
struct result *judge_broadly(struct lab_evidence *evidence);

/*
 * Fill in the values of a text with $(…) in it; a value that is not there is "-", and then
 * the result is false.
 */
bool judge_text(const struct lab_evidence *evidence, const struct pattern *pattern,
	const char **text);

/* The same for a cell of the lesson's table, where a "-" is no matter. */
const char *judge_cell(const struct lab_evidence *evidence, const struct pattern *cell);

/* Fill in those texts of the list of which every value is there. */
void judge_asked(const struct lab_evidence *evidence, struct asked_text *asked);

#endif
