/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_EVIDENCE_FOLDER_H
#define VMLAB_EXAMINE_EVIDENCE_FOLDER_H

#include "context.h"

/* Where the evidence of a lab's last runs is: "build/runs/03"; in the build folder "runs/03". */
const char *evidence_name(struct context *context, const struct lab *lab);
const char *evidence_folder(struct context *context, const struct lab *lab);

/*
 * Open the folder of the build folder that the evidence of a command goes to as
 * context->folder, by its name there. Two commands at once must not write each other's, so the
 * folder itself is locked: no lock file is left behind.
 */
int evidence_open(struct context *context, const char *below, struct err *err);

/* Open it anew where it is not at its path any more. */
int evidence_reopen(struct context *context, struct err *err);

#endif
