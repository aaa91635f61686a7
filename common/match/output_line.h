/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_OUTPUT_LINE_H
#define VMLAB_MATCH_OUTPUT_LINE_H

#include "result.h"

/*
 * What is to be known of the line of an output that is another one than `wanted`, a line in which
 * "..." stands for any text; `wanted` is NULL where no line should be. `line` is NULL where the
 * output ends before it. Empty lines are none.
 */
const struct output_line *output_line_explain(struct pool *pool, const struct lines *lines,
	const struct line *line, const char *wanted);

/* A line with each run of blanks as one, without those at its ends: so they are compared. */
const char *output_line_squeezed(struct pool *pool, const char *text);

/* All that it holds made the pool's own; NULL of NULL. */
const struct output_line *output_line_keep(
	struct pool *pool, const struct output_line *output);

#endif
