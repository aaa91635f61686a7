/*
 * does: Its threads have the usual attributes and wait at semaphores, and until then their stacks stay.
 */
#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

struct worker {
	sem_t ready, go;
	long name;
	volatile uintptr_t where;
};

static void *run(void *me)
{
	struct worker *worker = me;
	long mine = worker->name;

	worker->where = (uintptr_t)&mine;
	sem_post(&worker->ready);
	sem_wait(&worker->go);
	return me;
}

int main(int argc, char **argv)
{
	static struct worker workers[2];
	pthread_attr_t usual;
	pthread_t ids[2];
	char key[64];

	pthread_attr_init(&usual);
	for (int i = 0; i < 2; i++) {
		workers[i].name = i + 1;
		sem_init(&workers[i].ready, 0, 0);
		sem_init(&workers[i].go, 0, 0);
		if (pthread_create(&ids[i], &usual, run, &workers[i]))
			errx(argc, "%s: pthread_create", argv[0]);
		sem_wait(&workers[i].ready);
	}
	pthread_attr_destroy(&usual);
	dprintf(1, "main(), a local variable:    %p\n", (void *)key);
	for (int i = 0; i < 2; i++) {
		pthread_attr_t is;
		size_t size, guard;
		void *stack;

		if (pthread_getattr_np(ids[i], &is))
			errx(1, "pthread_getattr_np");
		pthread_attr_getstack(&is, &stack, &size);
		pthread_attr_getguardsize(&is, &guard);
		pthread_attr_destroy(&is);
		dprintf(1, "Thread %d, a local variable:  %#lx\n", i + 1, workers[i].where);
		dprintf(1,
			"          its stack:         %p, %lu bytes, and a guard of %lu\n",
			stack, size, guard);
	}
	dprintf(1, "Press Enter to end the threads.\n");
	syscall(SYS_read, 0, key, sizeof key);
	for (int i = 0; i < 2; i++) {
		sem_post(&workers[i].go);
		pthread_join(ids[i], NULL);
	}
	return 0;
}
