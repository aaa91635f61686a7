/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMMAND_H
#define VMLAB_HOST_COMMAND_H

#include <stdbool.h>

#include "../base/pool.h"
#include "../base/text.h"

/* A helper's command: a compiler, a tool, an attempt. A lab's own run is observed instead. */
struct command {
	char *const *argv;        /* argv[0] is looked for in PATH; there is no shell */
	const char *directory;    /* where it runs; NULL: where the caller does */
	char *const *environment; /* NULL: the caller's */
	double limit;             /* seconds, by the clock on the wall */
	bool joined;              /* stderr goes where stdout goes */
	bool abridged; /* what is beyond MOST_COLLECTED is dropped, not an error */
};

enum command_end {
	COMMAND_CANNOT_START, /* `value` is the errno */
	COMMAND_EXITED,       /* its exit status */
	COMMAND_KILLED,       /* by this signal */
	COMMAND_TOO_SLOW,     /* it reached the limit and was stopped */
	COMMAND_TOO_LOUD,     /* it wrote more than MOST_COLLECTED to a channel */
};

struct command_result {
	enum command_end end;
	int value;
	struct bytes out; /* at least the first MOST_COLLECTED bytes */
	struct bytes err; /* empty when it was joined */
};

/*
 * Run a command with nothing to read and within the limits of keeper.h, and wait for it. A
 * keeper starts it and kills what it has left behind: nothing of it is alive afterwards, and a
 * child that holds the pipes open is not waited for. The bytes are owned by the pool.
 */
void command_execute(
	struct pool *pool, const struct command *command, struct command_result *result);

/*
 * The line of a command's messages that tells the error, else the first one that is not
 * empty, as a person can read it; NULL when there is none.
 */
const char *command_first_error(struct pool *pool, const struct bytes *said);

#endif
