/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_VERDICT_H
#define VMLAB_MATCH_VERDICT_H

#include "eval.h"

/*
 * One verdict at a time; only verdicts.c calls these. `result` comes in as ok and leaves with
 * the status and its explanation.
 */

/* Hold one channel of a run to a section. */
void verdict_on_section(struct lab_evidence *evidence, struct performed *performed,
	const struct item *item, struct result *result);

/* Hold what was found at a pause of a run, or an ELF file, to a section of statements. */
void verdict_on_pause(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result);
void verdict_on_file(struct lab_evidence *evidence, const struct build_spec *build,
	const struct item *item, struct result *result);

/* Hold the number of pauses of a run to a pauses line. */
void verdict_on_pauses(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result);

/* Hold the end of a run to an exit line. */
void verdict_on_exit(struct lab_evidence *evidence, const struct performed *performed,
	const struct item *item, struct result *result);

#endif
