/*
 * A library for programs that call it whenever one of their functions begins and returns: it
 * tells where the frame of a function began that returns, on the stack.
 *
 *     cc returns.c -shared -fPIC -o returns.so
 *     cc -finstrument-functions mmap.c -o mmap
 *
 * Try:  LD_PRELOAD=./returns.so ./mmap
 *
 * What should be seen: after the first line say() returns. Its frame began right below that of
 * main(), so each local variable of main() lies above the address that is told. A variable of a
 * function that has returned lies below it, where the next call puts its own.
 */
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wframe-address" /* the function that calls has a frame */

enum { MOST = 256 };

static uintptr_t frames[MOST]; /* of the functions that have not returned */
static int count;

/* The compiler puts a call of it where a function begins. */
void __cyg_profile_func_enter(void *function, void *caller)
{
	(void)function;
	(void)caller;
	if (count < MOST)
		frames[count] = (uintptr_t)__builtin_frame_address(1);
	count++;
}

/* And of this one where it returns. What the compiler has copied into another has its frame. */
void __cyg_profile_func_exit(void *function, void *caller)
{
	uintptr_t frame = (uintptr_t)__builtin_frame_address(1);
	char text[80];
	int length = snprintf(text, sizeof text, "returned: %#lx\n", (unsigned long)frame);

	(void)function;
	(void)caller;
	if (count > 0)
		count--;
	if (count > 0 && count <= MOST && frames[count - 1] == frame)
		return;
	if (write(STDERR_FILENO, text, length) != length)
		_exit(1);
}
