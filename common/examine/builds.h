/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_BUILDS_H
#define VMLAB_EXAMINE_BUILDS_H

#include "../host/compile.h"
#include "examination.h"

/* A build of the expected file and what became of it. */
struct built {
	const struct build_spec *spec;
	enum compiled outcome;
	const struct said *message;
	struct bytes said;     /* all that the compiler printed */
	const char *said_file; /* in the evidence folder, which has it too; or NULL */
	struct built *next;
};

/*
 * Compile every build of the expected file that the evidence needs. What the compiler refuses is
 * in the list, and what it prints in the evidence folder as BUILD.compiler; -1 only when a file
 * cannot be written.
 */
int builds_make(struct context *context, const struct examination *examination,
	struct built **list, struct err *err);

/* Nothing that stands there is taken for a build of the lab again. */
void builds_forget(struct context *context, const struct examination *examination);

/*
 * The build that the run is made of; or else, where one that it is given as an argument or
 * in its environment could not be built, that one.
 */
const struct built *builds_of_run(const struct built *list, const struct run_spec *run);

/* The record of a run whose program could not be built. */
const struct record *builds_record(struct context *context, const struct built *built);

/* Read the ELF files of what was built, where expressions may ask for them. */
void builds_read(struct context *context, struct examination *examination,
	const struct built *builds);

#endif
