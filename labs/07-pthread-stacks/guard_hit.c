/*
 * A thread walks down its own stack, byte by byte, until it hits the guard.
 *
 *     cc guard_hit.c -pthread -o guard_hit
 *
 * Try:  ./guard_hit
 *       strace -f ./guard_hit     look for MAP_STACK, clone and SIGSEGV
 *
 * What should be seen: every byte down to the stack's lowest one can be written, although
 * nobody has used it before. The next byte belongs to the guard: SIGSEGV ends the process,
 * with all its threads.
 */
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static volatile char *at; /* no local variable: the walk writes over what lies below */

static void *walk_down(void *argument)
{
	char text[80];
	int length = snprintf(text, sizeof text, "Walking down from:  %p\n", (void *)text);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
	at = text;
	for (;;)
		*--at = 1;
	return argument; /* never reached */
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, walk_down, NULL) != 0)
		errx(1, "pthread_create");
	pthread_join(thread, NULL);
	return 0;
}
