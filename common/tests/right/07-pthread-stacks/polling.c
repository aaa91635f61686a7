/*
 * does: Its threads sleep and look every ten milliseconds whether they may end, and until then their stacks stay.
 */
#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static atomic_int begun, ended;
static int *places[2];
static char page[1024];

static void *sleeper(void *argument)
{
	int number = (int)(long)argument;

	places[number - 1] = &number;
	begun++;
	while (!ended)
		usleep(10000);
	return NULL;
}

static void tell_of(pthread_t thread, int number)
{
	pthread_attr_t attributes;
	size_t bytes, guard;
	void *low;

	if (pthread_getattr_np(thread, &attributes) != 0 ||
		pthread_attr_getstacksize(&attributes, &bytes) != 0 ||
		pthread_attr_getguardsize(&attributes, &guard) != 0 ||
		pthread_attr_getstack(&attributes, &low, &bytes) != 0)
		errx(1, "attributes");
	pthread_attr_destroy(&attributes);
	sprintf(page + strlen(page),
		"Thread %d, a local variable: %p\nits stack: %p, %zu bytes, and a guard of "
		"%zu\n",
		number, (void *)places[number - 1], low, bytes, guard);
}

int main(void)
{
	pthread_t first, second;
	pid_t self = getpid();
	char enter;

	if (pthread_create(&first, NULL, sleeper, (void *)1L) != 0 ||
		pthread_create(&second, NULL, sleeper, (void *)2L) != 0)
		errx(1, "pthread_create in %d", (int)self);
	while (begun < 2)
		usleep(1000);
	sprintf(page, "main(), a local variable: %p\n", (void *)&enter);
	tell_of(first, 1);
	tell_of(second, 2);
	strcat(page, "Press Enter to end the threads.\n");
	if (write(STDOUT_FILENO, page, strlen(page)) < 0 ||
		read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "terminal");
	ended = 1;
	pthread_join(second, NULL);
	pthread_join(first, NULL);
	return 0;
}
