/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_FILM_LAB_H
#define VMLAB_EXAMINE_FILM_LAB_H

#include "examination.h"

/*
 * Of a lab that examine_prepare() has prepared, perform the run that shows most of it,
 * film_run_to_ask(), so many times, with the program that stands for the lab's main source, and
 * nothing else of the lab. The folder of the evidence, KIND/NN in the build folder, is
 * context->folder and stays open; the lab's own is left as it is. The performed runs are those of
 * examination->evidence; there are none where the lab has no such run. -1 with the error set:
 * then nothing is open.
 */
int film_lab(struct context *context, const char *kind, int times,
	struct examination *examination, struct err *err);

#endif
