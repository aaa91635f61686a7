/*
 * Clocks that stand between a program and the C library, and are wrong.
 *
 *     cc -shared -fPIC other_clocks.c -o other_clocks -ldl
 *
 * Try:  LD_PRELOAD=./other_clocks ./vdso_vvar_vsyscall 2>/dev/null
 *
 * What should be seen: each answer of a clock is an hour later than the one before, and a
 * line on stderr tells which clock it was. So who prints what the C library has answered
 * prints another time than the kernel's. The kernel itself, asked by syscall(), is right.
 */
#define _GNU_SOURCE /* for RTLD_NEXT */
#include <dlfcn.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void tell(const char *line)
{
	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		_exit(1);
}

static long read_clock(clockid_t clock, struct timespec *time)
{
	int (*original)(clockid_t, struct timespec *) =
		(int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");

	return original(clock, time);
}

/* For how_long, which measures by this clock: it runs a thousand times too fast. */
static void hurry(struct timespec *time)
{
	static time_t start;
	long passed;

	if (!start)
		start = time->tv_sec;
	passed = ((time->tv_sec - start) * 1000000000L + time->tv_nsec) * 1000;
	time->tv_sec = passed / 1000000000L;
	time->tv_nsec = passed % 1000000000L;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	static long coarse_hours, exact_hours;
	int result = read_clock(clock, time);

	if (result == 0 && clock == CLOCK_REALTIME_COARSE) {
		time->tv_sec += 3600 * ++coarse_hours;
		tell("CLOCK_REALTIME_COARSE\n");
	} else if (result == 0 && clock == CLOCK_REALTIME) {
		time->tv_sec += 3600 * ++exact_hours;
		tell("CLOCK_REALTIME\n");
	} else if (result == 0 && clock == CLOCK_MONOTONIC) {
		hurry(time);
	}
	return result;
}

time_t time(time_t *result)
{
	struct timespec now = {0};

	read_clock(CLOCK_REALTIME, &now);
	tell("time\n");
	if (result)
		*result = now.tv_sec + 3600;
	return now.tv_sec + 3600;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	struct timespec now = {0};

	(void)zone;
	read_clock(CLOCK_REALTIME, &now);
	tell("gettimeofday\n");
	time->tv_sec = now.tv_sec + 3600;
	time->tv_usec = now.tv_nsec / 1000;
	return 0;
}
