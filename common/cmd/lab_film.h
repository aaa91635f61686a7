/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_LAB_FILM_H
#define VMLAB_CMD_LAB_FILM_H

#include "../evidence/film.h"
#include "../examine/examination.h"

/*
 * Write the film of a recorded run as a page, so that its file is whole or not there. `home` is the
 * page that leads to it, or NULL. `*summary` becomes what is in it, owned by the pool. -1 with the
 * error set.
 */
int lab_film_write(struct context *context, const struct record *record, const char *home,
	const char *path, const char **summary, struct err *err);

/*
 * Perform the run of the lab of --lab that shows most of it, film_run_to_ask(), so many times, with
 * the program that stands for the lab's own, and make the film of each. EXIT_PASSED: the folder of
 * the evidence, KIND/NN in the build folder, is context->folder and stays open, and `*stem` is
 * where a page of it goes, without its ending, owned by the pool. Else the status to exit with, and
 * the reason has been printed.
 */
int lab_film_runs(struct context *context, const char *kind, int times,
	struct record records[], struct film films[], const char **stem);

#endif
