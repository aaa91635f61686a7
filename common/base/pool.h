/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_POOL_H
#define VMLAB_BASE_POOL_H

#include <stddef.h>
#include <stdio.h>

/*
 * Memory that is freed all at once. Everything that belongs to one lab lives in one pool,
 * which is freed when the lab has been told of; what lasts longer, such as the options and the
 * list of labs, lives in that of the process. So no parser has to say who frees which node.
 * Each piece is a malloc of its own, so that the sanitizers see an overrun of any of them.
 *
 * A pool may take its pieces from an arena instead, memory of a fixed size that lies where
 * somebody has put it, as between two processes. They are part of it until it is given up as a
 * whole.
 *
 * Running out of memory is the one failure that is not returned. pool_exhausted is called,
 * which cmd/ sets to what says so and exits; unless it is set, the program aborts.
 */
extern void (*pool_exhausted)(void) __attribute__((noreturn));

struct arena {
	char *bytes; /* zeroed, and aligned as of malloc */
	size_t size;
	size_t used;
};

struct pool {
	struct pool_piece *pieces;
	struct arena *arena; /* NULL: each piece is of malloc */
};

/* `size` zeroed bytes, owned by the pool. Never NULL. */
void *pool_alloc(struct pool *pool, size_t size);

/* A NUL-terminated copy of the first `length` bytes of `text`, owned by the pool. */
char *pool_copy(struct pool *pool, const char *text, size_t length);

/* A copy of the whole text, owned by the pool; NULL of NULL. */
const char *pool_keep(struct pool *pool, const char *text);

/* A formatted string, owned by the pool. */
char *pool_printf(struct pool *pool, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Free everything the pool owns; the pool is empty and usable afterwards. */
void pool_free(struct pool *pool);

/*
 * A stream into memory, open_memstream(3), which like a pool never fails. When it is closed, what has
 * been written is the caller's, to be freed by free(3).
 */
FILE *memory_stream(char **data, size_t *size);

#endif
