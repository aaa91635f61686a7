/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_PROGRAM_H
#define VMLAB_CMD_PROGRAM_H

#include "../examine/subject.h"

/*
 * Find the program that the first word of the command line names, open the folder of its
 * evidence, "KIND/NAME" in the build folder, as context->folder, and build it where it is made
 * from sources; `result` has what the compiler said. EXIT_PASSED, or the status to exit with:
 * then the reason has been printed, and nothing is open.
 */
int program_prepare(struct context *context, const char *kind, struct subject *subject,
	struct compile_result *result);

#endif
