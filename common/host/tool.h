/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_TOOL_H
#define VMLAB_HOST_TOOL_H

#include "../base/pool.h"
#include "../base/text.h"
#include "../evidence/record.h"

/* A program of the system that is asked about a lab's files. */
struct tool {
	char *const *words; /* its command, NULL-terminated; files are paths already */
	const char *
		needs; /* "clang target TRIPLE", "ptrace", the name of a program, or NULL */
	const char *directory; /* where it runs; NULL: where the caller does */
	const char *output;    /* the name of a file that it makes there, which is read in
				  place of what it prints; or NULL */
	double limit;          /* seconds, by the clock on the wall; TOOL_LIMIT will do */
};

enum { TOOL_LIMIT = 20 };

enum tool_outcome {
	TOOL_ANSWERED,
	TOOL_LACKING, /* this machine does not have it: nobody's failure */
	TOOL_FAILED,  /* the command failed, or answered more than can be matched */
};

/*
 * Run a tool, with the caller's PATH and LC_ALL=C as its whole environment. The answer is
 * in `*text`, whole: more than MOST_COLLECTED bytes are a failure. When there is no answer,
 * `*why` has a reason, and a remedy where one is known; `why->what` is the name of the
 * program that is concerned, as `tool` has it. A file `output` of an earlier run is removed
 * first. What is new is owned by the pool.
 */
enum tool_outcome tool_run(
	struct pool *pool, const struct tool *tool, struct bytes *text, struct lack *why);

/* The path of a program that PATH leads to, owned by the pool; NULL when it does not. */
const char *tool_find(struct pool *pool, const char *program);

/*
 * Which file a program is now, by its name or its path: its inode, size and time; it is another
 * one after an upgrade, or where another program has got its name, and the same one by whatever
 * link it is found. "" where there is none.
 */
const char *tool_identity(struct pool *pool, const char *program);

/* Is it a regular file that may be executed? */
bool tool_is_program(const char *path);

#endif
