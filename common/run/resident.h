/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_RESIDENT_H
#define VMLAB_RUN_RESIDENT_H

#include <stdbool.h>
#include <stddef.h>

/* Which pages of a process are in memory, by its /proc/PID/pagemap; proc(5). */
struct resident {
	int pagemap;        /* the open file */
	unsigned long page; /* bytes of one */
	size_t left;        /* for how many pages it may still be looked */
};

/* Called for pages that lie together and are in memory; false: look no further. */
typedef bool resident_visitor(unsigned long start, unsigned long end, void *context);

/*
 * Call `visit` for the pages in memory from `start` to `end`, in ascending order. A program may
 * have reserved terabytes, so not all of a very large range is looked through: false where `left`
 * was too little, or the visitor has ended it.
 */
bool resident_walk(struct resident *resident, unsigned long start, unsigned long end,
	resident_visitor *visit, void *context);

#endif
