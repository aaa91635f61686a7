/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_PAGE_LOOK_H
#define VMLAB_EVIDENCE_PAGE_LOOK_H

#include "../base/number.h"
#include "../base/text.h"

/*
 * A look at a process while it waits for the harness: its map, and which of its pages are in
 * memory. Where page faults may not be seen, such looks tell what has come into memory since
 * the one before, but not when it was touched and by whom.
 */

/* Pages that lie together and are in memory. */
struct pages_seen {
	number start;
	number end;
};

struct page_look {
	int pid;
	int tid;               /* the thread that waited */
	number time;           /* on the clock of the trace; from the execve on */
	struct bytes map;      /* as /proc/PID/maps has it */
	struct pages_seen *at; /* in ascending order */
	int count;
	struct page_look *next; /* behind it in time */
};

#endif
