/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMPILE_H
#define VMLAB_HOST_COMPILE_H

#include "../base/err.h"
#include "../base/pool.h"
#include "../base/said.h"

/* One program to build. */
struct compilation {
	const char *source; /* path */
	const char *output; /* path; made 0755, so that another user can run it */
	char *const *flags; /* from the expected file, NULL-terminated */
};

enum compiled {
	COMPILED,
	COMPILE_FAILED,  /* the compiler refuses the source; `message` is its first error */
	COMPILE_REFUSED, /* the compiler is missing, or cannot do this even for a program
			    that is known to be right; `message` says what it prints */
};

/*
 * Compile with $CC (cc), -g -O0 and the flags, and never the caller's CFLAGS. What is there
 * already is kept if it was made by the same command from the same source. -1 when a file
 * cannot be written; else the outcome in `*outcome`.
 */
int compile(struct pool *pool, const struct compilation *compilation,
	enum compiled *outcome, const struct said **message, struct err *err);

#endif
