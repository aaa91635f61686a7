/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_LAB_FILM_H
#define VMLAB_CMD_LAB_FILM_H

#include "../examine/examination.h"

/*
 * Write the film of a recorded run as a page, so that its file is whole or not there. `home` is the
 * page that leads to it, or NULL. `*summary` becomes what is in it, owned by the pool. -1 with the
 * error set.
 */
int lab_film_write(struct context *context, const struct record *record, const char *home,
	const char *path, const char **summary, struct err *err);

#endif
