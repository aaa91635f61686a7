/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_LAUNCH_H
#define VMLAB_EXAMINE_LAUNCH_H

#include "../lang/expect.h"
#include "context.h"

/*
 * How the pieces of a lab, or of a program that is no lab's, become what run/ works with, and
 * what a person types to do the same.
 */

/* An array of `first` (when not NULL) and the words, NULL-terminated, owned by the pool. */
char **words_to_array(struct pool *pool, const char *first, const struct word *words);

/* The library that tells of malloc(), run/malloc_calls.c, beside the programs that load it. */
#define LAUNCH_LISTENER "vmlab-malloc.so"

/*
 * Where the binaries of a lab are: "build/labs/03-page-fault-counting". A program that is put
 * in the place of the lab's own has another folder, "build/judged/…", which begins empty. In
 * the build folder it is called binary_name().
 */
const char *binary_folder(struct context *context, const struct lab *lab);
const char *binary_name(struct context *context, const struct lab *lab);

/* The path from the root of the file system on; paths are relative to the project's root. */
const char *absolute_path(struct context *context, const char *path);

/*
 * Set the launch's user to that of the run, else to `otherwise`. -1 is the one who calls.
 * False when there is no such user here, or becoming it is not allowed.
 */
bool launch_choose_user(const struct run_spec *spec, int otherwise, struct launch *launch);

/*
 * Set everything else but the directory. `program` is argv[0], as it is executed there.
 */
void launch_fill(struct context *context, const struct run_spec *spec, const char *program,
	struct launch *launch);

/* A word as the shell reads it back, in quotes where they are needed. */
const char *shell_word(struct pool *pool, const char *word);

/* The same of each of `words`, with blanks between them. */
const char *shell_words(struct pool *pool, char *const *words);

/* The same run as a person types it, where `program` is the path of the program. */
const char *launch_by_hand(
	struct context *context, const struct run_spec *spec, const char *program);

/*
 * The same of a program in the folder of its lab, in which the run of a lab goes on: where its words
 * name files of the folder, as in "./pie" or "LD_PRELOAD=./own.so", the command goes there first.
 */
const char *launch_by_hand_in(struct context *context, const struct run_spec *spec,
	const char *folder, const char *program);

#endif
