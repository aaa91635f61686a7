/* SPDX-License-Identifier: MIT */
#include "watch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../host/clock.h"
#include "../host/proc.h"
#include "doing.h"
#include "ends.h"
#include "follow.h"
#include "messages.h"
#include "pause.h"
#include "reports.h"

enum {
	TICK_MS = 20,
	SHORT_TICK_MS = 2,   /* while pauses are looked for */
	GRACE_MS = 2000,     /* between the end of the lab and that of strace */
	HARD_CAP = 6,        /* times the limit, by the clock on the wall */
	MOST_LOG = 64 << 20, /* bytes of strace's log */
};

/* --- limits --------------------------------------------------------------------------- */

/* Seconds that a process has waited for a processor; proc(5), /proc/PID/schedstat. */
static double waited(pid_t pid)
{
	char text[128];
	unsigned long long ran;
	unsigned long long waited_ns;

	if (pid <= 0 || proc_read(text, sizeof text, "/proc/%d/schedstat", (int)pid) <= 0 ||
		sscanf(text, "%llu %llu", &ran, &waited_ns) != 2)
		return 0;
	return (double)waited_ns / 1e9;
}

/* What has ended tells nothing any more, so it is asked each time that the run is looked at. */
static void note_waited(struct run *run)
{
	double now = waited(run->observation->pid);

	if (now > run->waited)
		run->waited = now;
}

static bool out_of_time(const struct run *run)
{
	double limit = run->launch->limit;
	double elapsed = clock_now() - run->started - run->excused - pauses_patience(run);
	pid_t lab = run->observation->pid;

	if (elapsed <= limit)
		return false;
	if (elapsed > HARD_CAP * limit)
		return true;
	elapsed -= run->waited;
	return elapsed - (run->child.pid == lab ? 0 : waited(run->child.pid)) > limit;
}

/*
 * This process may have had no processor, while the program came to its end or was not even begun:
 * what has been told meanwhile is read before the time is up.
 */
static bool is_out_of_time(struct run *run)
{
	enum { REPORTS = 3 }; /* of the keeper that may wait to be read, one a call */

	if (!out_of_time(run))
		return false;
	for (int i = 0; i < REPORTS && child_goes_on(&run->child); i++)
		child_wait(&run->child, 0);
	reports_understand(run);
	return child_goes_on(&run->child) && out_of_time(run);
}

static const struct said *limit_reached(struct run *run)
{
	if (run->out.count > MOST_COLLECTED)
		return SAY(run->pool, STOPPED_OUTPUT, "stdout", MOST_COLLECTED >> 10);
	if (run->err.count > MOST_COLLECTED)
		return SAY(run->pool, STOPPED_OUTPUT, "stderr", MOST_COLLECTED >> 10);
	if (run->observation->traced && run->log.read > MOST_LOG)
		return SAY(run->pool, STOPPED_LOG, MOST_LOG >> 20);
	if (is_out_of_time(run))
		return SAY(run->pool, STOPPED_TIME, run->launch->limit);
	return NULL;
}

/* --- the run -------------------------------------------------------------------------- */

/*
 * Where each pause takes a line, the rest is typed at once only if the program has long not
 * been seen to wait: it may read in a way that no pause shows.
 */
static bool is_typed_later(const struct run *run)
{
	return run->launch->line_by_line && run->pauses &&
		pauses_idle(run) < run->launch->limit / 2;
}

/*
 * Types the input, as far as the terminal takes it, and ends it with ^D, unless there are
 * pauses to come. On a terminal each ^D ends one read only, so there are some more.
 */
static void type(struct run *run)
{
	const char *input = run->launch->input ? run->launch->input : "";
	size_t length = strlen(input);
	bool line_open = length > 0 && input[length - 1] != '\n';
	static const char ends[] = "\004\004\004\004\004\004\004\004\004";
	const char *end = run->pauses ? "" : line_open ? ends : ends + 1;
	char *all = pool_printf(run->pool, "%s%s", input, end);
	ssize_t wrote;

	length = strlen(all);
	if (run->terminal.master < 0 || run->typed >= length || is_typed_later(run))
		return;
	wrote = write(run->terminal.master, all + run->typed, length - run->typed);
	if (wrote > 0)
		run->typed += (size_t)wrote;
}

static bool is_over(struct run *run)
{
	if (!child_goes_on(&run->child) || run->observation->outcome)
		return true;
	follow_log(run);
	if (run->lab_ended == 0 && run->log_ended)
		run->lab_ended = clock_now();
	if (run->lab_ended != 0)
		return clock_now() - run->lab_ended > GRACE_MS / 1e3;
	note_waited(run);
	run->stopped = limit_reached(run);
	return run->stopped != NULL;
}

/*
 * Which process is the lab may be told between one look at the shim's lines and the next: they are
 * read behind the call that is announced, and not only before it.
 */
static void answer_calls(struct run *run)
{
	struct seccomp_notif told;

	while (ends_take(run, &told)) {
		if (run->observation->pid == 0)
			reports_read(run);
		ends_answer(run, &told);
	}
}

void watch(struct run *run)
{
	run->started = clock_now();
	while (!run->stopped && !is_over(run) && run->child.keeper.reports >= 0) {
		type(run);
		child_wait(&run->child, run->pauses ? SHORT_TICK_MS : TICK_MS);
		reports_understand(run);
		answer_calls(run);
		fault_rings_read(&run->rings);
		if (run->launch->tick)
			run->launch->tick(run->launch->tick_context);
		if (run->pauses && run->observation->pid)
			pauses_look(run);
	}
	if (run->stopped && run->launch->last_look)
		doing_look(run);
	pauses_close(run);
	child_end(&run->child);
	ends_close(run);
	if (!run->stopped)
		reports_understand(run);
}
