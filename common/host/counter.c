/* SPDX-License-Identifier: MIT */
#include "counter.h"

#include <linux/perf_event.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_event(pid_t pid, unsigned long long event)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof attr,
		.config = event,
		.disabled = 1,
		.inherit = 1,
		.enable_on_exec = 1,
	};

	return (int)syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

int counter_open(pid_t pid)
{
	return open_event(pid, PERF_COUNT_SW_PAGE_FAULTS);
}

int counter_open_major(pid_t pid)
{
	return open_event(pid, PERF_COUNT_SW_PAGE_FAULTS_MAJ);
}

long counter_read(int fd)
{
	uint64_t count;

	return read(fd, &count, sizeof count) == sizeof count ? (long)count : -1;
}
