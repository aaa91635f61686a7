/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_FAULT_RINGS_H
#define VMLAB_HOST_FAULT_RINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../base/number.h"
#include "../base/text.h"

/*
 * Each page fault of a process with its address, from the kernel's ring buffers; there is one
 * for each processor, because only such a ring may be inherited by children.
 * perf_event_open(2), and Documentation/admin-guide/perf-security.rst for what limits them.
 */
struct fault_ring {
	int fd;
	struct perf_event_mmap_page *head;
};

struct fault_rings {
	struct fault_ring *at; /* NULL: there are none */
	int count;
	size_t size; /* of the data of each, in bytes */
	int ready; /* an epoll(7) descriptor: one of them is half full, -1: there is none */
	bool user_only;
	bool no_room; /* that is what was refused, and not the records themselves */
	char *data;   /* the records that have been read, ring by ring and not in order */
	size_t used;
	size_t room;
};

/*
 * Open the rings, for the faults from the next execve of process `pid` on, its threads and
 * children included. Their clock is CLOCK_REALTIME, which is strace's too. Where faults in
 * kernel mode may not be seen, `user_only` is set. -1 with errno set where the kernel allows
 * none; to be closed in either case.
 */
int fault_rings_open(struct fault_rings *rings, pid_t pid);

/*
 * Which faults the kernel would tell this process of: 2 all, 1 those in user mode, 0 none. It may
 * still give no room for them.
 */
int fault_rings_show(void);

/* Take what has come. To be called again and again, at the latest when `ready` can be read. */
void fault_rings_read(struct fault_rings *rings);

/*
 * End, when the process has ended, and give the records that have come, in the pool;
 * fault_records.h parses them. Returns how many faults there were: the kernel counts them also
 * where it has no room for a record, or we have none.
 */
number fault_rings_close(
	struct pool *pool, struct fault_rings *rings, struct bytes *records);

#endif
