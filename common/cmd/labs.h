/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_LABS_H
#define VMLAB_CMD_LABS_H

#include "../examine/examine_all.h"
#include "cmd.h"

/* The labs that a command line names, and what is examined of them. */

/*
 * The labs named by the words, "1 3" or "1,3", or all of them when there are none. The
 * array is NULL-terminated and owned by the pool; NULL, with the error set, when a word
 * names no lab.
 */
const struct lab **choose_labs(struct context *context, struct err *err);

/* The one lab that the words name; NULL with the error set when they name none or more. */
const struct lab *choose_lab(struct context *context, struct err *err);

/* Is the program not built that starts whatever is run? Then that has been printed. */
bool shim_is_missing(struct context *context);

/*
 * Is $CC a compiler whose programs the labs are not about, or is the shim not built? Then that
 * has been printed, and nothing is to be examined.
 */
bool examine_refuses(struct context *context);

/* Read how many labs are to be examined at a time. -1 when that is no number, and printed. */
int read_jobs(const char *text, int *jobs);

/*
 * As many labs at a time as --jobs says, or JOBS in the environment, or two for each processor.
 * -1 when what is said there is no number; that has been printed.
 */
int choose_jobs(struct context *context);

/*
 * Prepare every lab that the command line names, and examine them all. Returns the exit
 * status that the results deserve; where something went wrong it has been printed, and
 * `*results` is NULL.
 */
int examine_each(struct context *context, int shown, examination_teller *tell,
	void *tell_context, const struct lab_result **results);

/* The exit status that results deserve. */
int status_of_labs(const struct lab_result *results);

#endif
