/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PROGRESS_H
#define VMLAB_EXAMINE_PROGRESS_H

#include <stdbool.h>

/*
 * A line on the terminal that says what is running, while a lab takes longer than a second. It
 * is on stderr, and only where that is a terminal, and it is wiped before anything else is
 * printed.
 */
struct progress {
	bool wanted; /* there is a terminal */
	bool mute;   /* another process tells what is running */
	double begun;
	int lab;
	int run; /* of `runs`, from 1 */
	int runs;
	const char *name; /* of the run that is waited for, NULL: none yet */
	double since;     /* when that was begun to be waited for */
	double limit;     /* seconds after which it is stopped */
	int columns;      /* of what stands on the terminal, 0: nothing */
	int told; /* the seconds that it says of this run, -1: it says nothing of it */
};

/* A lab begins, with so many runs, each of which is stopped after `limit` seconds. */
void progress_begin(struct progress *progress, int lab, int runs, double limit);

/* This run is waited for from now on. The name is kept, and not copied. */
void progress_run(struct progress *progress, int run, const char *name);

/* The time goes on: say what is running where it is time to. `progress` is a struct progress. */
void progress_tick(void *progress);

/* Say this in place of what is there, where there is a terminal. */
void progress_say(struct progress *progress, const char *text);

/* Wipe what is there; to be called before anything else is printed. */
void progress_wipe(struct progress *progress);

#endif
