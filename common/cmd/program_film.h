/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_PROGRAM_FILM_H
#define VMLAB_CMD_PROGRAM_FILM_H

#include "../evidence/film.h"
#include "program_run.h"

/*
 * Run a person's program, which program_prepare() has found, and make the film of its run.
 * EXIT_PASSED with the record and the film; else the status to exit with, and the reason has been
 * printed.
 */
int program_film(struct context *context, const struct subject *subject,
	const struct compile_result *built, struct record *record, struct film *film);

/* Print why there can be no film, which film_lack() has told. */
void complain_of_lack(struct context *context, const struct lack *lack);

#endif
