/*
 * does: Its threads wait at a condition variable and describe themselves, and their stacks are the same.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn = 1; /* whose turn it is to tell */
static bool leave;

static void check(int error)
{
	if (error) {
		fprintf(stderr, "error %d\n", error);
		exit(1);
	}
}

static void describe(int *number)
{
	size_t size, guard;
	pthread_attr_t attr;
	void *bottom;

	check(pthread_getattr_np(pthread_self(), &attr));
	check(pthread_attr_getstack(&attr, &bottom, &size));
	check(pthread_attr_getguardsize(&attr, &guard));
	check(pthread_attr_destroy(&attr));
	printf("Thread %d, a local variable:  %p\n", *number, (void *)number);
	printf("  its stack: %p, %zu bytes, and a guard of %zu\n", bottom, size, guard);
}

static void *body(void *argument)
{
	int number = *(int *)argument;

	check(pthread_mutex_lock(&lock));
	while (turn != number)
		pthread_cond_wait(&changed, &lock);
	describe(&number);
	turn++;
	pthread_cond_broadcast(&changed);
	while (!leave)
		pthread_cond_wait(&changed, &lock);
	check(pthread_mutex_unlock(&lock));
	return argument;
}

int main(void)
{
	static int numbers[] = {1, 2};
	pthread_t threads[2];
	long variable = 0;

	printf("main(), a local variable: %p\n", (void *)&variable);
	for (int i = 0; i < 2; i++)
		check(pthread_create(&threads[i], NULL, body, &numbers[i]));
	check(pthread_mutex_lock(&lock));
	while (turn < 3)
		pthread_cond_wait(&changed, &lock);
	check(pthread_mutex_unlock(&lock));
	puts("Press Enter to end the threads.");
	getchar();
	check(pthread_mutex_lock(&lock));
	leave = true;
	pthread_cond_broadcast(&changed);
	check(pthread_mutex_unlock(&lock));
	for (int i = 0; i < 2; i++)
		check(pthread_join(threads[i], NULL));
	return 0;
}
