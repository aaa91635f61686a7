/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMPILER_H
#define VMLAB_HOST_COMPILER_H

#include <stdbool.h>

#include "../base/pool.h"
#include "../base/said.h"
#include "../base/text.h"

/*
 * The compiler of the labs: the words of $CC, as in "ccache gcc", or "cc"; that of C++ is $CXX,
 * or "c++". They are parted as words_split() does it, so a path may have blanks. In the pool and
 * NULL-terminated; there is none where the variable is set and names nothing.
 */
char **compiler_words(struct pool *pool, bool cplusplus);

/* Why there is none of compiler_words(), with the variable's name; NULL where there are some. */
const struct said *compiler_unnamed(struct pool *pool, bool cplusplus);

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
 * Why the labs cannot be judged with this compiler: it is tcc, its C library is not glibc, or
 * $CC names none. NULL where it is supported, and also where it is missing or fails, which building then
 * tells. `folder` is one that can be written; that a compiler is supported is remembered in its
 * file "supported", and the compiler is asked again when it is another one.
 */
const struct said *compiler_unsupported(struct pool *pool, const char *folder);

#endif
