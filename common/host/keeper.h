/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_KEEPER_H
#define VMLAB_HOST_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * The keeper is a process between the harness and what it starts, and has one task: that
 * nothing outlives a run. It is the subreaper (prctl(2), PR_SET_CHILD_SUBREAPER) of all its
 * descendants, so a daemon that forks twice and calls setsid() still comes back to it, and
 * it reads a pipe of which only the harness holds the other end. When that pipe closes,
 * because the run is over or because somebody killed the harness with SIGKILL, it stops
 * and kills every descendant until none is left, and ends.
 *
 * It lives in a session of its own and ignores the terminal's signals, so that it is still
 * there when they end the harness.
 */

/* The descriptors that the started program gets, by their number in it; -1: /dev/null. */
struct streams {
	int in;
	int out;
	int err;
	int status;  /* SHIM_STATUS */
	int go;      /* SHIM_GO */
	int lab_err; /* SHIM_STDERR */
	int log;     /* SHIM_LOG */
};

struct start {
	char *const *argv;
	char *const *environment;
	const char *directory;
	struct streams streams;
	bool terminal; /* streams.in is a terminal: make it the controlling one */
	bool limited;  /* it has no more memory, file size and processor time than this: */
};

/* What a helper's command may use, each of its processes. A lower limit of the caller stays. */
enum {
	HELPER_MEMORY_MB = 2048, /* of address space */
	HELPER_FILE_MB = 64,     /* of one file */
	HELPER_SECONDS = 20,     /* of processor time */
};

/* What the keeper tells, as structs on a pipe. */
struct keeper_report {
	enum {
		KEEPER_CANNOT_START, /* `value` is the errno */
		KEEPER_STARTED,      /* the pid */
		KEEPER_ENDED,        /* the wait status */
		KEEPER_LEFT,         /* how many processes had to be killed */
		KEEPER_STUCK,        /* how many of them could not be */
	} kind;
	int value;
};

struct keeper {
	pid_t pid;
	int control; /* close it to end the run */
	int reports; /* read struct keeper_report from it, until it closes */
};

/* Begin a keeper, which starts the program. -1 with errno set when there can be none. */
int keeper_start(struct keeper *keeper, const struct start *start);

/*
 * Wait for the end of a keeper whose reports have closed. False when somebody has killed it:
 * then what it was to end is ended here.
 */
bool keeper_finish(struct keeper *keeper);

/* From now on a descendant whose parents are gone comes to this process; no keeper needs it. */
void keeper_adopt(void);

/* End every descendant of this process but those that its keepers guard. */
void keeper_sweep(void);

#endif
