/* SPDX-License-Identifier: MIT */
#include "clock.h"

#include <time.h>

double clock_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double clock_worked(void)
{
	struct timespec worked;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &worked);
	return (double)worked.tv_sec + (double)worked.tv_nsec / 1e9;
}

number clock_real(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (number)time.tv_sec * 1000000000 + time.tv_nsec;
}
