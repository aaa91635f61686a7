/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pool_piece {
	struct pool_piece *next;
	max_align_t bytes[];
};

void (*pool_exhausted)(void) __attribute__((noreturn)) = abort;

/* The next bytes of an arena; NULL when there are no more so many. */
static void *arena_take(struct arena *arena, size_t size)
{
	size_t step = _Alignof(max_align_t);
	void *taken = arena->bytes + arena->used;

	size += step - 1;
	size -= size % step;
	if (size > arena->size - arena->used)
		return NULL;
	arena->used += size;
	return taken;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	size_t whole = sizeof(struct pool_piece) + size;
	struct pool_piece *piece =
		pool->arena ? arena_take(pool->arena, whole) : calloc(1, whole);

	if (!piece)
		pool_exhausted();
	piece->next = pool->pieces;
	pool->pieces = piece;
	return piece->bytes;
}

char *pool_copy(struct pool *pool, const char *text, size_t length)
{
	char *copy = pool_alloc(pool, length + 1);

	memcpy(copy, text, length);
	return copy;
}

const char *pool_keep(struct pool *pool, const char *text)
{
	return text ? pool_copy(pool, text, strlen(text)) : NULL;
}

char *pool_printf(struct pool *pool, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		pool_exhausted();
	text = pool_alloc(pool, (size_t)length + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void pool_free(struct pool *pool)
{
	while (pool->pieces) {
		struct pool_piece *piece = pool->pieces;

		pool->pieces = piece->next;
		if (!pool->arena)
			free(piece);
	}
}

FILE *memory_stream(char **data, size_t *size)
{
	FILE *stream = open_memstream(data, size);

	if (!stream)
		pool_exhausted();
	return stream;
}
