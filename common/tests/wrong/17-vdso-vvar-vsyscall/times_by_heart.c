/*
 * Wrong: asks in all ways, and prints times that it knows.
 * fails: check $hurried.vdso > 10 * min($timed.vdso)
 * replaces: how_long.c
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 20, CALLS = 100 };

static struct timespec answer;

static void ask_vdso(void)
{
	clock_gettime(CLOCK_REALTIME, &answer);
}

static void ask_kernel(void)
{
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &answer);
}

static void ask_old_page(void)
{
	((time_t(*)(time_t *))0xffffffffff600400UL)(NULL);
}

static int has_old_page(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[256];
	int found = 0;

	while (maps && fgets(line, sizeof line, maps))
		found |= strstr(line, "[vsyscall]") != NULL;
	if (maps)
		fclose(maps);
	return found;
}

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000L + time.tv_nsec;
}

/* The fastest round counts: whatever else the machine does can only make a round slower. */
static long time_of(void (*ask)(void), long known)
{
	long best = LONG_MAX;

	for (int round = 0; round < ROUNDS; round++) {
		long start = now(), taken;

		for (int i = 0; i < CALLS; i++)
			ask();
		taken = now() - start;
		if (taken < best)
			best = taken;
	}
	return best > 0 ? known : 0;
}

int main(void)
{
	printf("calls each:  %d\n", ROUNDS * CALLS);
	printf("vDSO:        %ld ns\n", time_of(ask_vdso, 20));
	printf("system call: %ld ns\n", time_of(ask_kernel, 160));
	if (has_old_page())
		printf("vsyscall:    %ld ns\n", time_of(ask_old_page, 380));
	return 0;
}
