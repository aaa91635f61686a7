/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_CONCERN_H
#define VMLAB_MATCH_CONCERN_H

#include "lab_evidence.h"

/*
 * What is judged of the lab's program, in whose place a student's may stand, and what of the
 * suite's own other programs: a build concerns the program when it is made of the evidence's main
 * source.
 */
bool concerns_build(const struct lab_evidence *evidence, const struct build_spec *build);

/* A run concerns it by its build or by one that it is given, a tool by a word of its command. */
bool concerns_run(const struct lab_evidence *evidence, const struct run_spec *run);

/*
 * An item concerns it by the run that it is judged for (NULL: none, or of a check those that
 * its names say), or by another run that its expressions read.
 */
bool concerns_item(const struct lab_evidence *evidence, const struct item *item,
	const struct run_spec *run);

#endif
