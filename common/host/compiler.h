/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMPILER_H
#define VMLAB_HOST_COMPILER_H

#include <stdbool.h>

#include "../base/pool.h"
#include "../base/said.h"
#include "../base/text.h"

enum { MOST_COMPILER_WORDS = 8 };

/*
 * The compiler of the labs: the words of $CC, as in "ccache gcc", or "cc"; that of C++ is $CXX,
 * or "c++". Fills at most MOST_COMPILER_WORDS of `words` with copies in the pool; returns how
 * many.
 */
int compiler_words(struct pool *pool, bool cplusplus, char **words);

/* Which file $CC is now, as tool_identity() tells it; owned by the pool. */
const char *compiler_identity(struct pool *pool);

/* What a compiler has said. */
struct compiler_talk {
	const struct said *error; /* the first one, or its first line; never NULL */
	struct bytes all;         /* at least the first MOST_COLLECTED bytes */
};

/*
 * Run the compiler's command `argv` in a folder (NULL: here), which makes `output`. Returns its
 * exit status, or -1 where it was stopped. It puts its own files into a folder beside the
 * output, so that nothing is left where it is killed.
 */
int compiler_run(struct pool *pool, const char *directory, char *const *argv,
	const char *output, struct compiler_talk *talk);

/*
 * Why the labs cannot be judged with this compiler: it is tcc, or its C library is not glibc.
 * NULL where it is supported, and also where it is missing or fails, which building then
 * tells. `folder` is one that can be written; that a compiler is supported is remembered in its
 * file "supported", and the compiler is asked again when it is another one.
 */
const struct said *compiler_unsupported(struct pool *pool, const char *folder);

#endif
