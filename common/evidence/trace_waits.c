/* SPDX-License-Identifier: MIT */
#include "trace_waits.h"

#include <string.h>

#include "trace_line.h"

static const char *const reads[] = {"read", "readv", NULL};

/* The bytes of "name(" or "<... name resumed>" at the start of a line; 0 for another call. */
static size_t read_call(const char *text, size_t length, const char *name)
{
	static const char resumed[] = " resumed>";
	size_t opening = trace_line_begins(text, length, "<... ") ? strlen("<... ") : 0;
	const char *end = opening ? resumed : "(";
	size_t used = opening + strlen(name);

	if (!trace_line_begins(text + opening, length - opening, name) ||
		!trace_line_begins(text + used, length - used, end))
		return 0;
	return used + strlen(end);
}

static bool is_any_call(const char *text, size_t length, const char *const *names)
{
	for (; *names; names++)
		if (read_call(text, length, *names) > 0)
			return true;
	return false;
}

/* "read(0, 0x7ffc, 16) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)" */
static bool is_interrupted(const char *text, size_t length)
{
	static const char restart[] = " = ? ERESTART";
	static const char interrupted[] = " = -1 EINTR";

	return memmem(text, length, restart, strlen(restart)) ||
		memmem(text, length, interrupted, strlen(interrupted));
}

/*
 * "read(0, "\n", 1024) = 1" or "<... read resumed>…". What waits for a signal has returned when it is
 * interrupted.
 */
static bool is_return(const char *text, size_t length, void *context)
{
	static const char *const signalled[] = {
		"pause", "ppoll", "rt_sigtimedwait", "rt_sigsuspend", NULL};

	(void)context;
	if (trace_line_is_unfinished(text, length))
		return false;
	if (is_any_call(text, length, reads))
		return !is_interrupted(text, length);
	return is_any_call(text, length, signalled);
}

bool trace_shows_return(const char *log, size_t size, int tid)
{
	return trace_find_line(log, size, tid, is_return, NULL) >= 0;
}

static bool is_no_wait(const char *text, size_t length, void *context)
{
	static const char *const waits[] = {"clock_nanosleep", "nanosleep", "futex",
		"futex_time64", "poll", "ppoll", "select", "pselect6", "epoll_wait",
		"epoll_pwait", "epoll_pwait2", "rt_sigtimedwait", "pause", "rt_sigsuspend",
		"restart_syscall", "rt_sigreturn", "sigreturn", NULL};
	static const char *const questions[] = {"clock_gettime", "gettimeofday", "time",
		"times", "getrusage", "getpid", "gettid", "getppid", "getcpu",
		"sched_getaffinity", "sched_yield", "sysinfo", NULL};

	(void)context;
	if (trace_line_begins(text, length, "--- SIG"))
		return false;
	if (is_any_call(text, length, reads))
		return !trace_line_is_unfinished(text, length) &&
			!is_interrupted(text, length);
	return !is_any_call(text, length, waits) && !is_any_call(text, length, questions);
}

bool trace_shows_only_waits(const char *log, size_t size)
{
	return trace_find_line(log, size, 0, is_no_wait, NULL) < 0;
}
