/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_DURATIONS_H
#define VMLAB_EXAMINE_DURATIONS_H

#include "../base/pool.h"
#include "../base/text.h"

/*
 * How long each lab took when it was last examined beside others: the file "durations" of the build
 * folder, a line for each lab, of its number and of milliseconds.
 *
 *     11 1360
 *
 * The labs that take longest are begun first, and nothing else hangs on it. So a line of another form
 * is none, and a file that cannot be read or written is no error.
 */
struct duration {
	int lab; /* its number */
	int milliseconds;
	struct duration *next;
};

/* The lines of the text. They are the pool's; of a lab that has several the last one counts. */
struct duration *durations_parse(struct pool *pool, const struct bytes *text);

/* The same of the file in the folder. */
struct duration *durations_read(struct pool *pool, const char *folder);

/* How long the lab took, in milliseconds; -1 when that is not known. */
int duration_of(const struct duration *durations, int lab);

/* Note how long the lab took, in the place of what was known of it. */
void duration_note(
	struct pool *pool, struct duration **durations, int lab, int milliseconds);

/* Write the file anew. */
void durations_write(const char *folder, const struct duration *durations);

#endif
