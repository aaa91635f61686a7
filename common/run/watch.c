/* SPDX-License-Identifier: MIT */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../host/clock.h"
#include "../host/counter.h"
#include "ends.h"
#include "messages.h"
#include "../host/proc.h"
#include "../host/refusal.h"
#include "shim.h"

enum {
	TICK_MS = 20,
	SHORT_TICK_MS = 2,   /* while pauses are looked for */
	GRACE_MS = 2000,     /* between the end of the lab and that of strace */
	HARD_CAP = 6,        /* times the limit, by the clock on the wall */
	MOST_LOG = 64 << 20, /* bytes of strace's log */
	PERF_SECONDS = 20,   /* that perf stat may take to begin */
};

/* --- what the shim says ------------------------------------------------- */

static void refuse(struct observation *seen, const char *what, int error)
{
	seen->outcome = OUTCOME_REFUSED;
	seen->trouble = refusal_of(what, error);
}

/* False when perf does not count, and nothing is to be run. */
static bool perf_begin(struct run *run, pid_t pid)
{
	struct pool *pool = run->pool;
	struct perf_stat *perf = pool_alloc(pool, sizeof *perf);
	struct bytes told;

	if (perf_stat_begin(perf, pid, run->launch->environment, PERF_SECONDS)) {
		run->perf = perf;
		return true;
	}
	told = perf_stat_end(pool, perf);
	/* Missing, Ubuntu's wrapper that fits no kernel, too old for --control; else refused. */
	if (perf->child.start_errno || strstr(told.data, "linux-tools") ||
		strstr(told.data, "unknown option"))
		refuse(run->observation, "perf", ENOENT);
	else
		refuse(run->observation, "counter", EACCES);
	return false;
}

static void open_rings(struct run *run, pid_t pid)
{
	if (!run->observation->traced)
		run->observation->unlisted = *run->untraced;
	else if (fault_rings_open(&run->rings, pid) == 0)
		run->child.alarms[ALARM_RINGS] = run->rings.ready;
	else
		run->observation->unlisted =
			refusal_of(run->rings.no_room ? "rings" : "counter", errno);
}

static void let_go(struct run *run, pid_t pid)
{
	char go = GO_COUNTED;

	if (run->launch->perf_stat) {
		if (!perf_begin(run, pid))
			return;
	} else {
		run->counter = counter_open(pid);
		if (run->counter < 0) {
			run->observation->uncounted = refusal_of("counter", errno);
			go = GO_COUNT;
		} else if (run->launch->last_look) {
			run->major_counter = counter_open_major(pid);
		}
	}
	open_rings(run, pid);
	snapshot_try(run, pid);
	if (write(run->go, &go, 1) == 1 && go == GO_COUNTED)
		run->observation->pid =
			pid; /* else the shim tells which process is the lab */
	run->started = clock_now();
}

/* Once the lab runs nothing is refused any more, whoever says so. */
static void understand(struct run *run, const char *line)
{
	struct observation *seen = run->observation;
	size_t length = strlen(run->greeting.word);
	char what[32];
	int value;
	long faults;
	long major;

	if (strncmp(line, run->greeting.word, length) != 0) /* not the shim's */
		return;
	line += length + (line[length] == ' ');
	if (sscanf(line, "pid %d %ld", &value, &faults) == 2) {
		log_watch(&run->log);
		run->shim = value;
		seen->randomised = faults != 0;
		let_go(run, value);
	} else if (sscanf(line, "lab %d %ld", &value, &faults) == 2) {
		seen->pid = value;
		seen->faults_before = faults;
	} else if (sscanf(line, "end %d %ld %ld", &value, &faults, &major) == 3) {
		run->rusage_known = true;
		seen->major_faults = major;
		seen->faults = faults - seen->faults_before;
		run->lab_status = value;
	} else if (sscanf(line, "refused %31s %d", what, &value) == 2 && !seen->pid) {
		refuse(seen, what, value);
	} else if (sscanf(line, "ends %d", &value) == 1 && run->launch->last_look) {
		ends_begin(run, value);
	} else if (sscanf(line, "failed %31s %d", what, &value) == 2) {
		seen->outcome = OUTCOME_BROKEN;
		seen->not_executable = strcmp(what, "execve") == 0 ? value : 0;
		seen->trouble.reason = SAY(run->pool, SHIM_FAILED,
			pool_copy(run->pool, what, strlen(what)), strerror(value));
	}
}

static void understand_all(struct run *run)
{
	char *end;

	while ((end = memchr(run->status.data + run->status_read, '\n',
			run->status.size - run->status_read))) {
		char *line = run->status.data + run->status_read;

		run->status_read = (size_t)(end + 1 - run->status.data);
		understand(run, line);
	}
}

static void read_status(struct run *run)
{
	collector_read(&run->status);
	understand_all(run);
}

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

static bool out_of_time(const struct run *run)
{
	double limit = run->launch->limit;
	double elapsed = clock_now() - run->started - run->excused - pauses_patience(run);
	pid_t lab = run->observation->pid;

	if (elapsed <= limit)
		return false;
	if (elapsed > HARD_CAP * limit)
		return true;
	elapsed -= waited(lab);
	return elapsed - (run->child.pid == lab ? 0 : waited(run->child.pid)) > limit;
}

static const struct said *limit_reached(struct run *run)
{
	if (run->out.count > MOST_COLLECTED)
		return SAY(run->pool, STOPPED_OUTPUT, "stdout", MOST_COLLECTED >> 10);
	if (run->err.count > MOST_COLLECTED)
		return SAY(run->pool, STOPPED_OUTPUT, "stderr", MOST_COLLECTED >> 10);
	if (run->observation->traced && run->log.read > MOST_LOG)
		return SAY(run->pool, STOPPED_LOG, MOST_LOG >> 20);
	if (out_of_time(run))
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

/* Whose end it is to be may have been told only now, and before it ended. */
void watch_log(struct run *run)
{
	struct bytes lines;
	struct ending ending;

	if (!run->observation->traced || run->observation->pid == 0)
		return;
	while (log_next(&run->log, &lines)) {
		read_status(run);
		run->log_ended = run->log_ended ||
			trace_find_end(
				lines.data, lines.size, run->observation->pid, &ending);
		pauses_note(run, &lines);
	}
}

static bool is_over(struct run *run)
{
	if (!child_goes_on(&run->child) || run->observation->outcome)
		return true;
	watch_log(run);
	if (run->lab_ended == 0 && run->log_ended)
		run->lab_ended = clock_now();
	if (run->lab_ended != 0)
		return clock_now() - run->lab_ended > GRACE_MS / 1e3;
	run->stopped = limit_reached(run);
	return run->stopped != NULL;
}

void watch(struct run *run)
{
	run->started = clock_now();
	while (!run->stopped && !is_over(run) && run->child.keeper.reports >= 0) {
		type(run);
		child_wait(&run->child, run->pauses ? SHORT_TICK_MS : TICK_MS);
		understand_all(run);
		ends_look(run);
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
		understand_all(run);
}
