/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COLLECTOR_H
#define VMLAB_HOST_COLLECTOR_H

#include <stdio.h>

#include "../base/pool.h"
#include "../base/text.h"

enum { MOST_COLLECTED = 1 << 20 }; /* bytes that are kept; the rest is only counted */

/* A channel of a run, read as it comes while the run lasts. */
struct collector {
	int fd;     /* -1 once it has ended */
	FILE *copy; /* NULL: it was never opened */
	char *data; /* what has come so far, `size` bytes */
	size_t size;
	size_t count; /* how many bytes came, kept or not */
};

/* Collect from `fd`, which is non-blocking and from now on the collector's. */
void collector_open(struct collector *collector, int fd);

/*
 * The same from a new pipe, whose other end is returned; -1 with errno set, and then there is
 * nothing to be read.
 */
int collector_open_pipe(struct collector *collector);

/* Read what is there. Does nothing when the channel has ended. */
void collector_read(struct collector *collector);

/*
 * End it and move what was collected into the pool. What was never opened, and is zeroed or has
 * failed to open, has collected nothing.
 */
struct bytes collector_close(struct pool *pool, struct collector *collector);

#endif
