/* SPDX-License-Identifier: MIT */
#include "processors.h"

#include <sched.h>
#include <unistd.h>

/* Where there are more than a cpu_set_t can tell, the affinity is not known. */
int processors_usable(void)
{
	cpu_set_t usable;
	long online;

	if (sched_getaffinity(0, sizeof usable, &usable) == 0)
		return CPU_COUNT(&usable);
	online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (int)online : 1;
}
