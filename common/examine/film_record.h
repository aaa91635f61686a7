/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_FILM_RECORD_H
#define VMLAB_EXAMINE_FILM_RECORD_H

#include "../evidence/film.h"
#include "../evidence/record.h"

/*
 * Make the film of a run that was recorded, from the files of its evidence, with the lines of the
 * source. -1 with the error set where a file cannot be read or makes no sense.
 */
int film_record(struct pool *pool, const struct record *record, number page_size,
	struct film *film, struct err *err);

/*
 * Why there can be no film of a run: it was refused, not performed, or not traced. NULL where
 * there can be one.
 */
const struct lack *film_lack(const struct record *record);

#endif
