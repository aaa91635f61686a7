/* SPDX-License-Identifier: MIT */
#include "pause.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/signals.h"
#include "../host/clock.h"
#include "../host/proc.h"
#include "../host/refusal.h"
#include "follow.h"
#include "look.h"
#include "messages.h"
#include "snapshot.h"

/*
 * Theory of operation
 *
 * A program that reads from its terminal, or that calls pause(2), waits for a person. The
 * harness plays that person: it must know when the program waits, look at it, and press
 * Enter. No event says so, and each single sign misleads:
 *
 *     /proc/PID/syscall shows a read that has not begun yet or is over already, because
 *     strace stops the program at both ends of every call;
 *     the state S (sleeping) does not say what for, and a thread that is about to be woken
 *     still shows it;
 *     the terminal's queue is empty as soon as the program has taken the line out of it,
 *     before it has done anything with it.
 *
 * What a pause is. One thread sleeps in read() on the terminal, or in a poll() or select()
 * without end of it, or in pause(); nothing is queued for it; every other thread sleeps; and
 * nothing changes. That is so in one of two cases:
 *
 *     Nothing moves: a second look finds everything as it was, down to each thread's count
 *     of context switches and the size of strace's log, and no thread sleeps only for a
 *     time.
 *
 *     What moves only goes on waiting: other threads sleep for a time, as in usleep() or
 *     sleep(1000), or a timer's signal interrupts the read. Then the thread must wait for
 *     Enter for PATIENCE, a little more than the second for which programs like to sleep,
 *     and all that while the log shows nothing but sleeping, asking for the time and the
 *     like, interrupted reads and signals; nothing is printed and no page fault is counted.
 *     A thread that polls has come around by then, and one that sleeps before it goes on
 *     working has gone on. Who waits in pause() while another thread sleeps for a time is
 *     left alone, for SIGTERM would end both.
 *
 * Where every wait is asked for, a thread that waits for certain signals is one too, and gets the
 * first of them; and so is one that has slept for PATIENCE and all beside it, which is looked at
 * and left alone.
 *
 * Why none is seen where there is none. A thread in state S inside a read of the terminal,
 * with nothing to read, goes on only when somebody types. It could still be the read before:
 * therefore two more must be true after an Enter. The thread's context switches have
 * changed, and the log shows that its read has come back with something; one that a signal
 * has interrupted has taken nothing. A thread that still works is awake at one look of two
 * or leaves a line in the log, however short of processors the machine is: a thread that
 * waits for a processor is R and not S, one that strace holds is t.
 *
 * What is not seen: a program that waits beside a thread that computes or prints without
 * end, and one that takes what was typed by another call than read(2) and readv(2). Such a
 * run goes on until it is stopped.
 *
 * The time that a program spends in being looked at is not its own: what a snapshot takes,
 * and the patience, are taken off the run's time.
 */

static const double PATIENCE = 1.1; /* seconds */

enum { REST = 3 }; /* times what a look has cost, before the next one */

/* Since when the same thread has waited for Enter and nothing but waiting was seen. */
struct quiet {
	pid_t tid; /* 0: not at all */
	double since;
	unsigned long long switches;
	size_t out;
	long faults;
};

struct pauses {
	struct look now;
	struct look last;
	double next_look;
	struct quiet quiet;
	struct thread pressed; /* the thread that waited at the last pause */
	double pressed_at;
	int count;
	struct snapshot **end;
};

int pauses_open(struct run *run, int slave)
{
	struct pauses *pauses = pool_alloc(run->pool, sizeof *pauses);
	struct stat status;

	run->own_end = fcntl(slave, F_DUPFD_CLOEXEC, 0);
	if (run->own_end < 0 || fstat(run->own_end, &status) != 0)
		return -1;
	run->device = status.st_rdev;
	pauses->end = &run->observation->snapshots;
	run->pauses = pauses;
	return 0;
}

void pauses_close(struct run *run)
{
	if (run->pauses)
		close(run->own_end);
	run->own_end = -1;
	run->device = 0;
	run->pauses = NULL;
}

/* --- is it a pause? ------------------------------------------------------------------- */

/*
 * Is it as quiet as it was? Without a log nothing may even have interrupted the thread, and who
 * sleeps again is another time asleep.
 */
static bool is_still_quiet(const struct run *run, const struct look *look)
{
	const struct quiet *quiet = &run->pauses->quiet;

	return quiet->tid == look->person->tid && quiet->out == look->out &&
		quiet->faults == look->faults &&
		((run->observation->traced && look->person->waiting != WAITING_SLEEPING) ||
			quiet->switches == look->person->switches);
}

/* Notes since when nothing but waiting is seen, at this look and in the log up to it. */
static void note_quiet(struct run *run, const struct look *look)
{
	struct quiet *quiet = &run->pauses->quiet;

	if (run->shown_in_log.worked)
		quiet->tid = 0;
	run->shown_in_log.worked = false;
	if (!look->person ||
		(look->person->waiting != WAITING_FOR_ENTER &&
			look->person->waiting != WAITING_SLEEPING))
		return; /* some thread is awake; what it does then is in the log */
	if (is_still_quiet(run, look))
		return;
	quiet->tid = look->person->tid;
	quiet->since = clock_now();
	quiet->switches = look->person->switches;
	quiet->out = look->out;
	quiet->faults = look->faults;
}

/* How long it has been quiet. */
static double quiet_seconds(const struct run *run)
{
	const struct quiet *quiet = &run->pauses->quiet;

	return quiet->tid && !run->shown_in_log.worked ? clock_now() - quiet->since : 0;
}

/* Has the program gone on since the last Enter? */
static bool went_on(const struct run *run, const struct look *look)
{
	const struct pauses *pauses = run->pauses;

	if (pauses->count == 0)
		return true;
	for (int i = 0; i < look->count; i++)
		if (look->threads[i].tid == pauses->pressed.tid &&
			look->threads[i].switches == pauses->pressed.switches)
			return false;
	return run->shown_in_log.returned || !run->observation->traced;
}

static bool is_pause(const struct run *run)
{
	const struct pauses *pauses = run->pauses;
	const struct look *now = &pauses->now;

	if (!now->person || !went_on(run, now))
		return false;
	return (!now->timed && look_is_same(now, &pauses->last)) ||
		(pauses->quiet.tid == now->person->tid && quiet_seconds(run) > PATIENCE);
}

double pauses_patience(const struct run *run)
{
	double quiet = run->pauses ? quiet_seconds(run) : 0;

	return quiet < PATIENCE ? quiet : PATIENCE;
}

double pauses_idle(const struct run *run)
{
	double since = run->pauses->pressed_at;

	return clock_now() - (since > run->started ? since : run->started);
}

/* --- what a pause does ---------------------------------------------------------------- */

/* What is typed next: a line of the input where it is typed line by line, else Enter. */
static const char *next_keys(struct run *run)
{
	const char *rest = run->launch->input ? run->launch->input + run->typed : "";
	size_t length;

	if (run->launch->line_by_line && *rest) {
		length = strcspn(rest, "\n\004");
		length += rest[length] != '\0';
		run->typed += length;
		return pool_copy(run->pool, rest, length);
	}
	return run->launch->press ? run->launch->press : "\n";
}

static bool waits_for_signal(const struct thread *thread)
{
	return thread->waiting == WAITING_FOR_SIGNAL ||
		thread->waiting == WAITING_FOR_CERTAIN_SIGNALS;
}

static void press(struct run *run, const struct look *look, struct snapshot *snapshot)
{
	const char *keys;
	size_t length;

	snapshot->call = call_name(look->person->call.number);
	snapshot->sleeps = look->person->waiting == WAITING_SLEEPING;
	if (snapshot->sleeps)
		return; /* it goes on by itself */
	if (waits_for_signal(look->person)) {
		int signal = call_awaited_signal(&look->person->call, look->person->tid);

		snapshot->sent = signal_name(signal);
		kill(look->pid, signal);
		return;
	}
	keys = next_keys(run);
	length = strlen(keys);
	if (write(run->terminal.master, keys, length) != (ssize_t)length)
		run->stopped = SAID(STOPPED_PRESS);
}

static void take_pause(struct run *run)
{
	struct pauses *pauses = run->pauses;
	const struct look *look = &pauses->now;
	double patience = pauses_patience(run);
	double begin = clock_now();
	struct snapshot *snapshot;

	if (pauses->count == run->launch->most_pauses) {
		run->stopped = SAY(run->pool, STOPPED_PAUSES, run->launch->most_pauses);
		return;
	}
	snapshot = snapshot_take(run, look->pid, look->person->tid);
	*pauses->end = snapshot;
	(*pauses->end)->threads = look->count;
	(*pauses->end)->log_read = (size_t)look->log;
	(*pauses->end)->out_size = run->out.size;
	pauses->end = &(*pauses->end)->next;
	pauses->pressed = *look->person;
	run->shown_in_log.pressed = look->person->tid;
	run->shown_in_log.returned = look->person->waiting == WAITING_SLEEPING;
	pauses->quiet.tid = 0;
	pauses->count++;
	press(run, look, snapshot);
	pauses->pressed_at = clock_now();
	run->excused += pauses->pressed_at - begin + patience;
}

/*
 * Is the lab not begun yet? Where the shim stays its parent, the lab shares the shim's memory until
 * its execve(2), and that is hidden. It has the shim's name too until then (proc(5), /proc/PID/comm).
 */
static bool is_shim_still(const struct run *run)
{
	pid_t lab = run->observation->pid;
	char name[32];
	char of_shim[32];

	return lab != run->shim &&
		proc_read(name, sizeof name, "/proc/%d/comm", (int)lab) > 0 &&
		proc_read(of_shim, sizeof of_shim, "/proc/%d/comm", (int)run->shim) > 0 &&
		strcmp(name, of_shim) == 0;
}

/*
 * The program cannot be looked at, so nothing will ever be a pause. Where it could be when it
 * began, it hides itself; otherwise that is the machine's doing.
 */
static void give_up(struct run *run)
{
	if (run->shown.maps)
		run->stopped = SAID(STOPPED_HIDDEN);
	run->observation->unpaused = refusal_of("maps", 0);
	pauses_close(run);
}

/*
 * A look at the threads, and then into the log: what they did before the look is in it. False, with
 * errno set, when the program cannot be looked at.
 */
static bool look_and_read(struct run *run, struct look *look)
{
	if (!look_around(run, look))
		return false;
	follow_log(run);
	look->log = run->log.read;
	return true;
}

void pauses_look(struct run *run)
{
	struct pauses *pauses = run->pauses;
	double worked = clock_worked();
	struct look last;

	if (clock_now() < pauses->next_look)
		return;
	if (!look_and_read(run, &pauses->now)) {
		if ((errno == EACCES || errno == EPERM) &&
			proc_has_memory(run->observation->pid) && !is_shim_still(run))
			give_up(run);
		return;
	}
	pauses->next_look = clock_now() + REST * (clock_worked() - worked);
	note_quiet(run, &pauses->now);
	if (is_pause(run))
		take_pause(run);
	last = pauses->last;
	pauses->last = pauses->now;
	pauses->now = last;
}
