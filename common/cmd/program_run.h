/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_PROGRAM_RUN_H
#define VMLAB_CMD_PROGRAM_RUN_H

#include "program.h"

/*
 * Run a person's program, which program_prepare() has found, with the options of the command
 * line, and write its evidence into the folder that is open. EXIT_PASSED with the record and what
 * it was made of, also where the run was refused or had to be stopped; else the status to exit
 * with, and the reason has been printed.
 */
int program_perform(struct context *context, const struct subject *subject,
	const struct compile_result *built, struct record *record,
	const struct observation **seen);

/* Where what the compiler said of the program is kept. */
const char *program_compiler_file(struct pool *pool, const struct subject *subject);

#endif
