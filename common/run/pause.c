/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "messages.h"
#include "refusal.h"
#include "../parse/trace_waits.h"
#include "run.h"

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
 * So a pause needs all of these at once: one thread sleeps in read() on the terminal or in
 * pause(), every other thread sleeps, and not for a time only, nothing is queued for the
 * program, and a second look finds everything as it was, down to each thread's count of
 * context switches and the size of strace's log. After an Enter two more must be true: the
 * thread's context switches have changed, and the log shows that its read has come back.
 */

enum { MOST_THREADS = 256 };

enum waiting { WAITING_NOT, WAITING_FOR_ENTER, WAITING_FOR_SIGNAL, WAITING_FOR_TIME };

struct thread {
	pid_t tid;
	char state; /* of proc(5), /proc/PID/stat */
	enum waiting waiting;
	unsigned long long switches;
};

/* Everything that must be the same at two looks. */
struct look {
	int count;
	struct thread threads[MOST_THREADS];
	int queued; /* bytes that the program could read */
	off_t log;
	size_t out;
};

struct pauses {
	int terminal; /* the program's own end of it */
	dev_t device;
	struct look last;
	struct thread pressed; /* the thread that waited at the last pause */
	off_t pressed_at;      /* size of the log by then */
	int count;
	struct snapshot **end;
};

int pauses_open(struct run *run, int slave)
{
	struct pauses *pauses = pool_alloc(run->pool, sizeof *pauses);
	struct stat status;

	pauses->terminal = fcntl(slave, F_DUPFD_CLOEXEC, 0);
	if (pauses->terminal < 0 || fstat(pauses->terminal, &status) != 0)
		return -1;
	pauses->device = status.st_rdev;
	pauses->end = &run->observation->snapshots;
	run->pauses = pauses;
	return 0;
}

void pauses_close(struct run *run)
{
	if (run->pauses)
		close(run->pauses->terminal);
}

/* --- one look ------------------------------------------------------------------------- */

/* Reads a small file of /proc as text; its length, or -1. */
static ssize_t read_small(const char *path, char *text, size_t room)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd >= 0 ? read(fd, text, room - 1) : -1;

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	return got;
}

static unsigned long long count_after(const char *text, const char *label)
{
	const char *at = strstr(text, label);

	return at ? strtoull(at + strlen(label), NULL, 10) : 0;
}

static bool is_terminal(const struct run *run, pid_t pid, unsigned long long fd)
{
	char path[64];
	struct stat status;

	snprintf(path, sizeof path, "/proc/%d/fd/%llu", (int)pid, fd);
	return stat(path, &status) == 0 && S_ISCHR(status.st_mode) &&
		status.st_rdev == run->pauses->device;
}

/*
 * What a thread that sleeps in a system call waits for: "NUMBER ARG0 ARG1 … SP PC";
 * proc(5), /proc/PID/syscall. Where there is no pause(2), libc has ppoll(2) of nothing.
 */
static enum waiting waiting_for(const struct run *run, pid_t pid, const char *text)
{
	long call;
	unsigned long long args[3];

	if (sscanf(text, "%ld %llx %llx %llx", &call, &args[0], &args[1], &args[2]) != 4)
		return WAITING_NOT;
	if (call == SYS_read && is_terminal(run, pid, args[0]))
		return WAITING_FOR_ENTER;
#ifdef SYS_pause
	if (call == SYS_pause)
		return WAITING_FOR_SIGNAL;
#endif
	if (call == SYS_clock_nanosleep)
		return WAITING_FOR_TIME;
#ifdef SYS_nanosleep
	if (call == SYS_nanosleep)
		return WAITING_FOR_TIME;
#endif
	return call == SYS_ppoll && args[0] == 0 && args[1] == 0 && args[2] == 0
		? WAITING_FOR_SIGNAL
		: WAITING_NOT;
}

static bool look_at_thread(const struct run *run, pid_t tid, struct thread *thread)
{
	pid_t pid = run->observation->pid;
	char path[64];
	char text[4096];
	const char *state;

	thread->tid = tid;
	snprintf(path, sizeof path, "/proc/%d/task/%d/status", (int)pid, (int)tid);
	if (read_small(path, text, sizeof text) <= 0)
		return false;
	state = strstr(text, "State:\t");
	thread->state = state ? state[7] : '?';
	thread->switches = count_after(text, "\nvoluntary_ctxt_switches:") +
		count_after(text, "\nnonvoluntary_ctxt_switches:");
	if (thread->state != 'S')
		return true;
	snprintf(path, sizeof path, "/proc/%d/task/%d/syscall", (int)pid, (int)tid);
	if (read_small(path, text, sizeof text) < 0)
		return false;
	thread->waiting = waiting_for(run, pid, text);
	return true;
}

/* False when the program cannot be looked at, now or at all; errno then says why. */
static bool look(const struct run *run, struct look *look)
{
	char path[64];
	DIR *tasks;
	struct dirent *entry;
	bool seen = true;

	memset(look, 0, sizeof *look);
	snprintf(path, sizeof path, "/proc/%d/task", (int)run->observation->pid);
	tasks = opendir(path);
	while (tasks && seen && (entry = readdir(tasks)))
		if (entry->d_name[0] != '.' && look->count < MOST_THREADS)
			seen = look_at_thread(
				run, atoi(entry->d_name), &look->threads[look->count++]);
	if (tasks)
		closedir(tasks);
	if (ioctl(run->pauses->terminal, FIONREAD, &look->queued) != 0)
		look->queued = 0;
	look->log = run->observation->traced ? log_size(run) : 0;
	look->out = run->out.count;
	return seen && look->count > 0;
}

/* --- is it a pause? ------------------------------------------------------------------- */

/* The thread that waits for a person, if all others sleep; NULL otherwise. */
static const struct thread *find_waiting(const struct look *look)
{
	const struct thread *found = NULL;

	for (int i = 0; i < look->count; i++) {
		const struct thread *thread = &look->threads[i];

		if (thread->state == 'Z') /* a first thread that has left the others */
			continue;
		if (thread->state != 'S' || thread->waiting == WAITING_FOR_TIME)
			return NULL;
		if (thread->waiting == WAITING_FOR_ENTER ||
			(thread->waiting == WAITING_FOR_SIGNAL && !found))
			found = thread;
	}
	return look->queued == 0 ? found : NULL;
}

static bool same(const struct look *a, const struct look *b)
{
	if (a->count != b->count || a->log != b->log || a->out != b->out)
		return false;
	for (int i = 0; i < a->count; i++)
		if (a->threads[i].tid != b->threads[i].tid ||
			a->threads[i].switches != b->threads[i].switches ||
			a->threads[i].waiting != b->threads[i].waiting)
			return false;
	return true;
}

/* strace has written the first half of the call's line by the time of the pause. */
static size_t line_start(const struct bytes *log, size_t at)
{
	while (at > 0 && log->data[at - 1] != '\n')
		at--;
	return at;
}

/* Does the log show, since Enter, that a read of the thread has come back? */
static bool log_shows_return(const struct run *run, pid_t tid)
{
	struct pool pool = {0};
	struct bytes log;
	struct err ignored;
	bool found = false;

	if (!run->observation->traced)
		return true;
	if (text_read_file(&pool, run->launch->log, &log, &ignored) == 0 &&
		(off_t)log.size > run->pauses->pressed_at) {
		size_t start = line_start(&log, (size_t)run->pauses->pressed_at);

		found = trace_shows_return(log.data + start, log.size - start, tid);
	}
	pool_free(&pool);
	return found;
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
	return log_shows_return(run, pauses->pressed.tid);
}

/* --- what a pause does ---------------------------------------------------------------- */

static void press(struct run *run, const struct thread *thread)
{
	const char *keys = run->launch->press ? run->launch->press : "\n";
	size_t length = strlen(keys);

	if (thread->waiting == WAITING_FOR_SIGNAL)
		kill(run->observation->pid, SIGTERM);
	else if (write(run->terminal.master, keys, length) != (ssize_t)length)
		run->stopped = M_STOPPED_PRESS;
}

static void take_pause(
	struct run *run, const struct look *look, const struct thread *thread)
{
	struct pauses *pauses = run->pauses;

	if (pauses->count == run->launch->most_pauses) {
		run->stopped =
			pool_printf(run->pool, M_STOPPED_PAUSES, run->launch->most_pauses);
		return;
	}
	*pauses->end = snapshot_take(run, look->count, thread->tid);
	(*pauses->end)->log_size = (size_t)look->log;
	(*pauses->end)->out_size = run->out.size;
	pauses->end = &(*pauses->end)->next;
	pauses->pressed = *thread;
	pauses->pressed_at = look->log;
	pauses->count++;
	press(run, thread);
}

/* A process that is about to end belongs to root, and shows nothing any more. */
static bool has_memory(const struct run *run)
{
	char path[64];
	char text[4096];

	snprintf(path, sizeof path, "/proc/%d/status", (int)run->observation->pid);
	return read_small(path, text, sizeof text) > 0 && strstr(text, "\nVmSize:");
}

/*
 * The program cannot be looked at, so nothing will ever be a pause. That is the machine's
 * doing if our own keeper is hidden from us as well; otherwise the program hides itself.
 */
static void give_up(struct run *run)
{
	char path[64];
	char text[256];

	snprintf(path, sizeof path, "/proc/%d/syscall", (int)run->keeper.pid);
	if (read_small(path, text, sizeof text) >= 0)
		run->stopped = M_STOPPED_HIDDEN;
	run->observation->unpaused = refusal_of("maps", 0);
	pauses_close(run);
	run->pauses = NULL;
}

void pauses_look(struct run *run)
{
	struct pauses *pauses = run->pauses;
	struct look now;
	const struct thread *thread;

	if (!look(run, &now)) {
		if ((errno == EACCES || errno == EPERM) && has_memory(run))
			give_up(run);
		return;
	}
	thread = find_waiting(&now);
	if (thread && same(&now, &pauses->last) && went_on(run, &now))
		take_pause(run, &now, thread);
	pauses->last = now;
}
