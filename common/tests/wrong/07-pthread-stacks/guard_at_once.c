/*
 * Wrong: writes the lowest byte alone, and none on the way.
 * replaces: guard_hit.c
 * fails: pause done hit
 * at: holds 1
 */
#define _GNU_SOURCE /* for pthread_getattr_np() */
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

/* No local variables: the walk writes over what lies below. */
static volatile char *at, *lowest;
static char answer[80];

static char *lowest_byte(void)
{
	pthread_attr_t attributes;
	size_t size;
	void *stack;

	if (pthread_getattr_np(pthread_self(), &attributes) != 0)
		errx(1, "pthread_getattr_np");
	pthread_attr_getstack(&attributes, &stack, &size);
	pthread_attr_destroy(&attributes);
	return stack;
}

static void say(const char *format, const void *address)
{
	char text[80];
	int length = snprintf(text, sizeof text, format, address);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static void *walk_down(void *argument)
{
	char local;

	lowest = lowest_byte();
	at = &local;
	say("Walking down from:  %p\n", (void *)at);
	at = lowest;
	*at = 1;
	say("Written down to:    %p\nPress Enter to write one byte more.\n", (void *)at);
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
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
