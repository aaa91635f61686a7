/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_DESCENDANTS_H
#define VMLAB_HOST_DESCENDANTS_H

#include <stdbool.h>
#include <sys/types.h>

/* A process of the machine, as /proc/PID/stat shows it. */
struct process {
	pid_t pid;
	pid_t parent;
	bool dead;     /* a zombie, whom no signal reaches */
	bool descends; /* from the process that is asked about */
};

/* All of them, in the order of their numbers. The table grows with what there is. */
struct processes {
	struct process *at;
	int count;
	int room;
};

/* Read what /proc shows, in place of what was read before. Begin with an empty table. */
void processes_read(struct processes *processes);
void processes_free(struct processes *processes);

/*
 * Mark the descendants of `root` in a table that is in order. Those in `spared`, up to a 0,
 * are left out with their own descendants.
 */
void processes_mark(struct processes *processes, pid_t root, const pid_t *spared);

/*
 * Send a signal to every living descendant of this process but for the `spared` and theirs.
 * Returns how many there are.
 */
int descendants_signal(struct processes *processes, int number, const pid_t *spared);

#endif
