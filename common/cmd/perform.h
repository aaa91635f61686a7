/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_PERFORM_H
#define VMLAB_CMD_PERFORM_H

#include "examine.h"

/*
 * Perform the run of a scene, keep its evidence, and parse what was seen into the scene's
 * record. -1 only when the evidence cannot be written.
 */
int perform(struct context *context, const struct examination *examination,
	struct scene *scene, struct err *err);

/* Where the binaries of a lab are: "build/labs/03-page-fault-counting". */
const char *binary_folder(struct context *context, const struct lab *lab);

/* An array of `first` (when not NULL) and the words, NULL-terminated, owned by the pool. */
char **words_to_array(struct pool *pool, const char *first, const struct word *words);

#endif
