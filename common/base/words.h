/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_WORDS_H
#define VMLAB_BASE_WORDS_H

#include "pool.h"

/*
 * The words of a text that a person typed for a shell, NULL-terminated, in the pool. Blanks and
 * line ends part them; '…' and "…" hold them, a backslash takes the next character as it is, and in "…" only
 * a quote or another backslash. A quote without its partner is a character as any other, and
 * nothing is expanded.
 */
char **words_split(struct pool *pool, const char *text);

/* How many there are before the NULL; none in NULL. */
int words_count(char *const *words);

/* Put `words`, of which there are none in NULL, where an array goes on; where it goes on then. */
char **words_put(char **end, char *const *words);

/* A list of those of `words` and then those of `more`, in the pool; none of either in NULL. */
char **words_joined(struct pool *pool, char *const *words, char *const *more);

#endif
