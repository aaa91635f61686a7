/*
 * A library for programs that call it whenever one of their functions begins and returns: it
 * tells down to where the functions that main() has called, and that run, use the main stack.
 *
 *     cc frames.c -shared -fPIC -o frames.so
 *     cc -finstrument-functions pthread_stacks.c -pthread -o pthread_stacks
 *
 * Try:  LD_PRELOAD=./frames.so ./pthread_stacks
 *
 * What should be seen: before the program waits for Enter say() returns, and only main() is
 * left. Each of its local variables lies above the last address that is told. A variable of a
 * function that has returned lies below it, where the next call puts its own.
 */
#define _GNU_SOURCE /* for gettid() */
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wframe-address" /* the function that calls has a frame */

enum { MOST = 4096 };

/* Of the functions of the main thread that have not returned. */
static uintptr_t frames[MOST];
static int count;

static void tell(uintptr_t edge)
{
	char text[80];
	int length =
		snprintf(text, sizeof text, "in use above: %#lx\n", (unsigned long)edge);

	if (write(STDERR_FILENO, text, length) != length)
		_exit(1);
}

/* With gcc for arm64 a frame's address is its lowest; elsewhere the variables lie below it. */
static int variables_lie_above(void)
{
	volatile char here = 0;

	return (uintptr_t)&here > (uintptr_t)__builtin_frame_address(0);
}

/* The compiler puts a call of it where a function begins: its own frame is right below. */
void __cyg_profile_func_enter(void *function, void *caller)
{
	uintptr_t frame = (uintptr_t)__builtin_frame_address(1);
	uintptr_t below = (uintptr_t)__builtin_frame_address(0);

	(void)function;
	(void)caller;
	if (gettid() != getpid() || count == MOST)
		return;
	frames[count++] = frame;
	tell(variables_lie_above() ? frame : below);
}

/*
 * And of this one where it returns. The frame that goes was right below that of the function
 * which goes on. What the compiler has copied into another function has no frame of its own.
 */
void __cyg_profile_func_exit(void *function, void *caller)
{
	uintptr_t frame = (uintptr_t)__builtin_frame_address(1);
	uintptr_t next;

	(void)function;
	(void)caller;
	if (gettid() != getpid() || count == MOST || --count == 0)
		return;
	next = frames[count - 1];
	if (next != frame)
		tell(variables_lie_above() ? next : frame);
}
