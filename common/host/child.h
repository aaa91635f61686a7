/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_CHILD_H
#define VMLAB_HOST_CHILD_H

#include "collector.h"
#include "keeper.h"

/*
 * A program that a keeper has started, while it lasts: what it writes, and what the keeper
 * tells of it. Whoever starts one calls child_wait() until it has seen enough, and child_end().
 */
enum { MOST_CHANNELS = 4, ALARM_RINGS = 0, ALARM_ENDS, ALARMS };

struct child {
	struct keeper keeper;
	struct collector *channels[MOST_CHANNELS + 1]; /* which are read, up to a NULL */
	int alarms[ALARMS]; /* they can be read when somebody has to be quick, 0: none */
	pid_t pid;          /* 0 as long as it has not been started */
	bool cannot_start;  /* for this reason: */
	int start_errno;
	bool ended; /* by itself: the keeper does not tell of what it kills */
	int status; /* as from wait(2) */
	int left;   /* processes that had to be killed */
	int stuck;  /* those that could not be */
	bool lost;  /* somebody has killed the keeper */
};

/* Begin, with the channels set. False when no keeper can be begun, which child_end() bears. */
bool child_start(struct child *child, const struct start *start);

/* Has it been started, or will be, and not ended? */
bool child_goes_on(const struct child *child);

/* Wait until something comes, but no longer than this, and read it. */
void child_wait(struct child *child, int milliseconds);

/* End what is left of it, and read what is still in the channels. */
void child_end(struct child *child);

#endif
