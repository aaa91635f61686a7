/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "evidence/misdeed.h"
#include "evidence/trace_memory.h"
#include "evidence/trace_waits.h"

/* Any bytes as strace's log of the process with which it begins. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	const char *log = (const char *)data;
	int pid = atoi(pool_copy(&pool, log, size < 9 ? size : 9));
	long start = trace_start(log, size, pid, "./a");
	struct trace trace = {0};
	struct run_trace all = {0};
	struct memory_calls calls;
	struct signal_told signal;
	struct ending ending;
	struct err err = {0};

	hold(start >= -1 && start <= (long)size);
	trace_find_end(log, size, pid, &ending);
	trace_shows_return(log, size, pid);
	trace_shows_only_waits(log, size);
	misdeed_find(log, size, &pid, 1, size % 2);
	if (trace_parse(&pool, log, size, pid, &trace, &err) == 0)
		trace_last_signal(&trace, "SIGSEGV", &signal);
	else
		hold(*err.message);
	err = (struct err){0};
	if (trace_parse_run(&pool, log, size, &all, &err) == 0)
		trace_memory_calls(&pool, &all, pid, &calls);
	else
		hold(*err.message);
	pool_free(&pool);
	return 0;
}
