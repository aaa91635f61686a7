/*
 * Wrong: prints the sizes without asking for them.
 * replaces: minimum_stack.c
 * fails: check $asked.size2 == 2M
 */
#include <err.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *live(void *place)
{
	char local = 1;

	*(uintptr_t *)place = (uintptr_t)&local;
	return NULL;
}

static void run_thread(size_t wanted)
{
	pthread_attr_t attributes;
	pthread_t thread;
	uintptr_t local;
	size_t size, guard;
	char text[160];
	int error, length;

	pthread_attr_init(&attributes);
	error = pthread_attr_setstacksize(&attributes, wanted);
	pthread_attr_getstacksize(&attributes, &size);
	pthread_attr_getguardsize(&attributes, &guard);
	if (pthread_create(&thread, &attributes, live, &local) != 0)
		errx(1, "pthread_create");
	pthread_join(thread, NULL);
	pthread_attr_destroy(&attributes);

	length = snprintf(text, sizeof text,
		"A stack of %zu bytes: %s\n"
		"    The thread got %zu bytes and a guard of %zu.\n"
		"    Its local variable was at 0x%lx.\n",
		wanted, error ? strerror(error) : "accepted",
		error ? (size_t)8 << 20 : wanted, (size_t)4096, local);
	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

int main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++)
		run_thread(strtoul(argv[i], NULL, 10));
	if (argc > 1)
		return 0;
	run_thread(4096);
	run_thread(sysconf(_SC_THREAD_STACK_MIN));
	return 0;
}
