/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_EXPLAIN_H
#define VMLAB_MATCH_EXPLAIN_H

#include "comparison.h"
#include "section.h"

/* How a verdict gets its words. */

/* Say what a section expected of these lines, what was there instead, and where. */
void explain_mismatch(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, const struct mismatch *mismatch, const struct lines *lines,
	struct result *result);

/* Say that the run ended otherwise than it should. */
void explain_ending(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result);

/* Say that a relation does not hold, with its sides as the expected file has them. */
void explain_relation(struct lab_evidence *evidence, const struct comparison *comparison,
	struct result *result);

/* The witnesses of a condition: the channels its names were captured from. */
const char *explain_witnesses(const struct scope *scope, const struct condition *condition);

/* The word of the expected files: "stdout", "stderr", "syscalls", "faults" or "tool". */
const char *channel_text(enum channel channel);

#endif
