/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_OUTPUT_AROUND_H
#define VMLAB_REPORT_OUTPUT_AROUND_H

#include "report.h"

/*
 * Print the line of an output that is another one than it should be, with a mark under what
 * differs, between the lines in front of it and behind it, as a field; nothing of NULL.
 */
void output_around_tell(
	const struct face *face, int indent, const struct output_line *output);

/*
 * Where the line that is expected stands, or what of it differs; NULL when that says nothing, and of
 * NULL.
 */
const struct said *output_around_meaning(
	struct pool *pool, const struct output_line *output);

/* Does that say more than that the line is another one? Then it stands beside what its check says. */
bool output_around_knows_more(const struct output_line *output);

/*
 * Tell how far a run has come: the last line of its output and that of its stderr, and its last system
 * call, a field each as far as they are known.
 */
void how_far_tell(const struct face *face, int indent, const struct record *record);

#endif
