/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_LOOK_H
#define VMLAB_RUN_LOOK_H

#include "run.h"
#include "sleep.h"

/* One look at all threads of a process. */

struct thread {
	pid_t tid;
	char state; /* of proc(5), /proc/PID/stat: S sleeps, R runs, Z is dead */
	struct call call;
	enum waiting waiting;
	unsigned long long switches; /* how often it has given its processor away */
};

struct look {
	pid_t pid;
	struct thread *threads; /* the living ones */
	int count;
	int room;
	bool asleep; /* all of them sleep; if not, some are missing in this look */
	bool timed;  /* one of them goes on by itself after a time */
	const struct thread *person; /* the thread that waits for a person, or NULL */
	int queued; /* bytes that the program could read from its terminal */
	off_t log;  /* how much of strace's log had been read behind the look, by pause.c */
	size_t out; /* how much of the output there was */
	long faults; /* page faults so far, -1 where they are not counted */
};

/*
 * Look at the lab. Where no thread of it waits for a person, all sleep and the launch asks
 * for it, look at its children: at the first one that waits for Enter, else at the lab. A look that is
 * used again keeps its room. False, with errno set, when the lab cannot be looked at.
 */
bool look_around(struct run *run, struct look *look);

/* Look at one process, at every thread of it, whatever they do. False as above. */
bool look_at_all(struct run *run, pid_t pid, struct look *look);

/* Did nothing move between the two looks? */
bool look_is_same(const struct look *a, const struct look *b);

/*
 * The children of a process, as a list of numbers between blanks. It is cut where it has no
 * room, and empty where the kernel tells of none.
 */
void look_read_children(const struct look *look, char *text, size_t room);

#endif
