/*
 * Measures how long it takes to ask for the time in three ways.
 *
 *     cc how_long.c -o how_long
 *
 * Try:  ./how_long
 *       ./how_long vsyscall     where the kernel has a [vsyscall] page
 *
 * What should be seen: the vDSO answers in the time of a function call. A system call
 * takes several times as long, and the old page is slower still: each call of it is a
 * fault that the kernel catches and answers.
 */
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { CALLS = 2000 };

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000L + time.tv_nsec;
}

int main(int argc, char **argv)
{
	time_t (*old)(time_t *) = (time_t (*)(time_t *))0xffffffffff600400UL;
	struct timespec time;
	long start = now();

	for (int i = 0; i < CALLS; i++)
		clock_gettime(CLOCK_REALTIME, &time);
	printf("vDSO:        %ld ns\n", (now() - start) / CALLS);

	start = now();
	for (int i = 0; i < CALLS; i++)
		syscall(SYS_clock_gettime, CLOCK_REALTIME, &time);
	printf("system call: %ld ns\n", (now() - start) / CALLS);

	if (argc == 2 && strcmp(argv[1], "vsyscall") == 0) {
		start = now();
		for (int i = 0; i < CALLS; i++)
			old(NULL);
		printf("vsyscall:    %ld ns\n", (now() - start) / CALLS);
	}
	return 0;
}
