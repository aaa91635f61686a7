/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PROGRESS_FILE_H
#define VMLAB_EXAMINE_PROGRESS_FILE_H

#include "../match/result.h"

/*
 * What a learner has run, my/progress: a line for each lab, of its last run.
 *
 *     3 failed 2026-11-29 program own|copy parts 3/4 checks 101/130 predictions 1/2
 *
 * First the number, the status (passed, failed, ungraded; hidden where nothing could be shown here,
 * broken where the harness failed) and the day; then pairs of a word and a value in any order, of which
 * those that are not known are passed over. A line of another form, or of a lab that has one
 * already, does not count, and is gone when the file is written the next time.
 */
#define PROGRESS_FILE "my/progress"

/* How many of how many; of 0 there is nothing to tell. */
struct share {
	int good;
	int all;
};

struct progress_line {
	int number; /* of the lab */
	enum status status;
	const char *day; /* "2026-11-29" */
	bool copied;     /* the program was the copy in my/, else the lab's own */
	struct share parts;
	struct share checks;
	struct share predictions; /* against what was measured */
	struct progress_line *next;
};

/*
 * The lines of the text in the order of their numbers; `*damaged` becomes how many there are that
 * do not count.
 */
struct progress_line *progress_parse(
	struct pool *pool, const struct bytes *text, int *damaged);

/* The same of my/progress. That there is none is no line. */
struct progress_line *progress_read(struct pool *pool, int *damaged);

/* The line of a lab that was judged today. */
struct progress_line progress_of(
	struct pool *pool, const struct lab_result *lab, bool copied);

/*
 * Put the line in the place of that of its lab. my/ is made where it is not there. Two commands at
 * once do not lose each other's lines. -1 when it cannot be written.
 */
int progress_keep(struct pool *pool, const struct progress_line *line, struct err *err);

#endif
