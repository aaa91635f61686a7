/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_COMPILER_H
#define VMLAB_HOST_COMPILER_H

#include "../base/pool.h"
#include "../base/said.h"

enum { MOST_COMPILER_WORDS = 8 };

/*
 * The compiler of the labs: the words of $CC, as in "ccache gcc", or "cc". Fills at most
 * MOST_COMPILER_WORDS of `words` with copies in the pool; returns how many.
 */
int compiler_words(struct pool *pool, char **words);

/*
 * Which file $CC is now: its size, time and inode, in the pool; it is another one after an
 * upgrade, or where another compiler has got its name. "" where there is none.
 */
const char *compiler_identity(struct pool *pool);

/*
 * Run the compiler's command `argv`, which makes `output`. Returns its exit status, or -1
 * where it was stopped. Its first error goes to `message`, in the pool. It puts its own files
 * into a folder beside the output, so that nothing is left where it is killed.
 */
int compiler_run(struct pool *pool, char *const *argv, const char *output,
	const struct said **message);

/*
 * Why the labs cannot be judged with this compiler: it is tcc, or its C library is not glibc.
 * NULL where it is supported, and also where it is missing or fails, which building then
 * tells. `folder` is one that can be written; that a compiler is supported is remembered in its
 * file "supported", and the compiler is asked again when it is another one.
 */
const struct said *compiler_unsupported(struct pool *pool, const char *folder);

#endif
