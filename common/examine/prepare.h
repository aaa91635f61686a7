/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PREPARE_H
#define VMLAB_EXAMINE_PREPARE_H

#include "examination.h"

/*
 * Read and check everything that can be wrong before anything runs: the expected file, the
 * sources it names, the program that is put in the place of the main source. -1 with the
 * error set.
 */
int examine_prepare(struct context *context, const struct lab *lab,
	struct examination *examination, struct err *err);

/*
 * The path of a C source file as the caller meant it. NULL, with the error set, when it is
 * none that can be read.
 */
const char *examine_source(struct context *context, const char *asked, struct err *err);

/*
 * As whom the runs of a lab are performed, -1 for the one who calls. A program that is not
 * the suite's own is not trusted; and then the whole lab runs as another user, so that what
 * a user may do is the same for all its programs.
 */
int examine_user(struct context *context, const struct examination *at);

#endif
