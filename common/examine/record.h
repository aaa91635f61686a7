/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_RECORD_H
#define VMLAB_EXAMINE_RECORD_H

#include "../elf/elf_image.h"
#include "context.h"

/*
 * Parse what was seen into the record, whose evidence files have their names already. The
 * maps at the pauses are written to `stem`.pause1 and so on, the page faults to `stem`.faults;
 * `image` is the program's ELF file, which names its functions, or NULL. What cannot be parsed
 * makes the outcome OUTCOME_BROKEN.
 */
void record_fill(struct context *context, const struct observation *seen, const char *stem,
	const struct elf_image *image, struct record *record);

/* The part of it that is left out of a run that had to be stopped: the trace. */
void record_fill_trace(
	struct context *context, const struct observation *seen, struct record *record);

/* Write the evidence files of the record. */
int record_keep(struct context *context, const struct observation *seen, const char *stem,
	const struct record *record, struct err *err);

#endif
