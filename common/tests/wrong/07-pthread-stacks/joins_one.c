/*
 * Wrong: joins thread 1 only, and waits a little for thread 2.
 * fails: syscalls roomy
 * at: munmap(
 */
#define _GNU_SOURCE /* for pthread_getattr_np() */
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct thread {
	pthread_t id;
	int number;
	int *local; /* where its local variable is */
};

static pthread_barrier_t barrier; /* who waits here goes on when all three have come */

static void say(const char *text)
{
	ssize_t length = strlen(text);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static void *live(void *argument)
{
	struct thread *self = argument;
	int local = self->number;

	self->local = &local;
	pthread_barrier_wait(&barrier);
	pthread_barrier_wait(&barrier);
	return NULL;
}

static void describe(const struct thread *thread)
{
	pthread_attr_t attributes;
	size_t size, guard;
	void *stack;
	char text[160];

	if (pthread_getattr_np(thread->id, &attributes) != 0)
		errx(1, "pthread_getattr_np");
	pthread_attr_getstack(&attributes, &stack, &size);
	pthread_attr_getguardsize(&attributes, &guard);
	pthread_attr_destroy(&attributes);
	snprintf(text, sizeof text,
		"Thread %d, a local variable:  %p\n"
		"          its stack:         %p, %zu bytes, and a guard of %zu\n",
		thread->number, (void *)thread->local, stack, size, guard);
	say(text);
}

int main(void)
{
	struct thread threads[] = {{.number = 1}, {.number = 2}};
	int local = 0;
	char text[80];

	if (pthread_barrier_init(&barrier, NULL, 3) != 0)
		errx(1, "pthread_barrier_init");
	for (int i = 0; i < 2; i++)
		if (pthread_create(&threads[i].id, NULL, live, &threads[i]) != 0)
			errx(1, "pthread_create");
	pthread_barrier_wait(&barrier);

	snprintf(text, sizeof text, "main(), a local variable:    %p\n", (void *)&local);
	say(text);
	describe(&threads[0]);
	describe(&threads[1]);
	say("Press Enter to end the threads.\n");
	if (read(STDIN_FILENO, text, sizeof text) < 0)
		err(1, "read");

	pthread_barrier_wait(&barrier);
	if (pthread_join(threads[0].id, NULL) != 0)
		errx(1, "pthread_join");
	usleep(50000);
	return 0;
}
