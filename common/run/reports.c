/* SPDX-License-Identifier: MIT */
#include "reports.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../host/clock.h"
#include "../host/counter.h"
#include "../host/refusal.h"
#include "ends.h"
#include "messages.h"
#include "shim.h"
#include "snapshot.h"

enum { PERF_SECONDS = 20 }; /* that perf stat may take to begin */

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

void reports_understand(struct run *run)
{
	char *end;

	while ((end = memchr(run->status.data + run->status_read, '\n',
			run->status.size - run->status_read))) {
		char *line = run->status.data + run->status_read;

		run->status_read = (size_t)(end + 1 - run->status.data);
		understand(run, line);
	}
}

void reports_read(struct run *run)
{
	collector_read(&run->status);
	reports_understand(run);
}
