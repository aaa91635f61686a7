/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_NEED_H
#define VMLAB_MATCH_NEED_H

#include "lab_evidence.h"

/*
 * What a verdict on a program in the place of the lab's own needs: the runs and tools that
 * concern it (concern.h), and those that a check which concerns it reads as well. The rest is
 * about the suite's own other programs, which it cannot change, and need not be performed
 * again.
 */

/* Find what is needed, for evidence with its main source; from then on it is `narrow`. */
void need_find(struct lab_evidence *evidence);

/* Is the run or the tool to be performed? Everything is, for evidence that is not narrow. */
bool needs_run(const struct lab_evidence *evidence, const struct run_spec *run);

/* Is the build to be made, and its file to be judged? */
bool needs_build(const struct lab_evidence *evidence, const struct build_spec *build);

/* Is the item to be judged for the run; or, with NULL, an item that belongs to none? */
bool needs_item(const struct lab_evidence *evidence, const struct item *item,
	const struct run_spec *run);

/* Is the item to be judged for any run, or anything in its branches? */
bool needs_any(const struct lab_evidence *evidence, const struct item *item);

/* The runs and then the tools that are left out, in the order of the file; NULL: none. */
const struct run_list *need_left_out(const struct lab_evidence *evidence);

#endif
