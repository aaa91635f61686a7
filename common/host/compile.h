/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMPILE_H
#define VMLAB_HOST_COMPILE_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/pool.h"
#include "../base/said.h"

#include "../base/text.h"

/* One program to build. */
struct compilation {
	const char *directory; /* where the compiler runs; NULL: here */
	const char *source;    /* path, as the compiler is given it */
	char *const *more;    /* further sources of the program, NULL-terminated; or NULL */
	const char *output;   /* path; made 0755, so that another user can run it */
	char *const *options; /* in front of the sources; or NULL */
	char *const
		*flags; /* behind them, NULL-terminated; not a person's own, but what any
				  compiler of this machine should do */
	char *const *libraries; /* behind these; or NULL */
	bool cplusplus;         /* by $CXX (c++) in place of $CC (cc) */
	bool afresh;            /* whatever is there already */
};

enum compiled {
	COMPILED,
	COMPILE_FAILED,  /* the compiler refuses the source; `message` is its first error */
	COMPILE_REFUSED, /* the compiler is missing, or cannot do this even for a program
			    that is known to be right; `message` says what it prints */
};

struct compile_result {
	enum compiled outcome;
	const struct said *message; /* NULL where it is COMPILED */
	struct bytes said;          /* all that the compiler printed, its warnings too; of
			       what is there already, what it printed when that was made */
};

/*
 * Compile with -g, -O0 and the flags, and never the caller's CFLAGS. What is there already is
 * kept if it was made by the same command from the same source, unless it is asked for afresh.
 * -1 when a file cannot be written; else the result.
 */
int compile(struct pool *pool, const struct compilation *compilation,
	struct compile_result *result, struct err *err);

/*
 * Is the file of that name what compile() has made as `output`, or kept beside it to know it
 * again? Both are names within the folder.
 */
bool compile_made(const char *name, const char *output);

/* What stands at the path `output` is made anew at the next time. */
void compile_forget(struct pool *pool, const char *output);

/* The command that builds the program, as a list of words in the pool. */
char **compile_words(
	struct pool *pool, const struct compilation *compilation, const char *output);

#endif
