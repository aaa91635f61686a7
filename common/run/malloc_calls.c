/* SPDX-License-Identifier: MIT */

/*
 * build/vmlab-malloc.so
 *
 * A library that is loaded in front of the C library (LD_PRELOAD) and has malloc(), free() and
 * their kin under the same names. Each tells on stderr how it is called and what it returns,
 * and lets the C library do the work:
 *
 *     malloc(1000) = 0x55d5e979a2a0
 *     free(0x55d5e979a2a0)
 *
 * The kernel sees only when the C library asks for more. How many bytes a program asks for,
 * and what it frees, is known here. A call is told before it is made, because a damaged heap
 * may end the program within it.
 *
 * Told is what the program calls itself and what other functions call for it, as printf()
 * does; not told is what the loader needs before main().
 */
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The names under which the C library has its own ones too; malloc/Versions of glibc. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

/*
 * These two have no such name. Which alignments they refuse is theirs to say: glibc 2.38 has
 * become stricter.
 */
static int (*next_posix_memalign)(void **block, size_t alignment, size_t size);
static void *(*next_aligned_alloc)(size_t alignment, size_t size);

enum { MOST_TEXT = 100 };

static bool begun;

/* A function of a library may ask for memory before the constructor here has been called. */
static void find_next(void)
{
	if (next_posix_memalign)
		return;
	*(void **)&next_aligned_alloc = dlsym(RTLD_NEXT, "aligned_alloc");
	*(void **)&next_posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
}

__attribute__((constructor)) static void begin(void)
{
	find_next(); /* which may ask for memory too */
	begun = true;
}

/* snprintf() and write() ask for no memory. */
__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	int before = errno;
	char text[MOST_TEXT];
	va_list values;
	ssize_t written;
	int length;

	if (!begun)
		return;
	va_start(values, format);
	length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	written = write(STDERR_FILENO, text, (size_t)length);
	(void)written; /* what is not told is missing in the record, and that shows */
	errno = before;
}

static void *said(void *block)
{
	say("%#lx\n", (uintptr_t)block);
	return block;
}

void *malloc(size_t size)
{
	say("malloc(%zu) = ", size);
	return said(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	say("calloc(%zu, %zu) = ", count, size);
	return said(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
	say("realloc(%#lx, %zu) = ", (uintptr_t)block, size);
	return said(__libc_realloc(block, size));
}

void *memalign(size_t alignment, size_t size)
{
	say("memalign(%zu, %zu) = ", alignment, size);
	return said(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
	find_next();
	say("aligned_alloc(%zu, %zu) = ", alignment, size);
	return said(next_aligned_alloc(alignment, size));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
	void *memory = NULL;
	int error;

	find_next();
	say("posix_memalign(%zu, %zu) = ", alignment, size);
	error = next_posix_memalign(&memory, alignment, size);
	said(memory);
	if (error == 0)
		*block = memory;
	return error;
}

/* free(NULL) does nothing, and anybody may call it. */
void free(void *block)
{
	if (block)
		say("free(%#lx)\n", (uintptr_t)block);
	__libc_free(block);
}
