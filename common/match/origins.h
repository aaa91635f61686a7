/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_ORIGINS_H
#define VMLAB_MATCH_ORIGINS_H

#include "eval.h"
#include "result.h"

/* Where the numbers of a check come from: the line of the evidence in which each stands. */

/* Each captured name of an expression, added to the result, and none twice. */
void origins_of_expression(
	const struct scope *scope, const struct expr *expr, struct result *result);

/*
 * Of the names in a line that is expected those that the program has printed before: a system call
 * is expected with the numbers that the program itself tells of it.
 */
void origins_of_pattern(struct lab_evidence *evidence, const struct performed *performed,
	const struct pattern *pattern, struct result *result);

/* "build/runs/03/n10.log:31"; without a line, 0, the file; NULL where nothing is kept of it. */
const char *origin_place(struct lab_evidence *evidence, const struct record *record,
	enum channel channel, int line);

/* A line of the evidence, made visible and not too long. */
const char *origin_line(struct lab_evidence *evidence, const struct line *line);

#endif
