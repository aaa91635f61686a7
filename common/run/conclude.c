/* SPDX-License-Identifier: MIT */
#include "conclude.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/signals.h"
#include "../evidence/misdeed.h"
#include "../evidence/trace_times.h"
#include "../host/counter.h"
#include "messages.h"
#include "../host/refusal.h"

static void ending_of_status(int status, struct ending *ending)
{
	ending->by_signal = WIFSIGNALED(status);
	ending->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	if (ending->by_signal)
		snprintf(ending->signal, sizeof ending->signal, "%s",
			signal_name(WTERMSIG(status)));
}

/* How many lines of the log had begun when each snapshot was taken. */
static void number_snapshots(const struct bytes *log, struct snapshot *snapshots)
{
	size_t done = 0;
	int lines = 0;

	for (struct snapshot *at = snapshots; at; at = at->next) {
		lines += text_lines_begun(log, done, at->log_read);
		done = at->log_read;
		at->log_lines = lines;
	}
}

static void count_snapshot_from(struct snapshot *snapshot, number start, int lines)
{
	snapshot->log_lines -= snapshot->log_lines < lines ? snapshot->log_lines : lines;
	snapshot->time -= start;
}

/* From now on lines and times count from the lab's execve, behind `lines` others. */
static void count_from(struct observation *seen, const number *stamps, int lines, int all)
{
	number start = all > lines ? stamps[lines] : 0;

	for (struct snapshot *at = seen->snapshots; at; at = at->next)
		count_snapshot_from(at, start, lines);
	if (seen->last)
		count_snapshot_from(seen->last, start, lines);
	for (struct page_look *at = seen->looks; at; at = at->next)
		at->time -= start;
	seen->stamps = stamps + lines;
	if (seen->fault_log)
		faults_place(seen->fault_log, stamps + lines, all - lines);
}

/*
 * Takes the log from the lab's execve to its last whole line. The stamps of its lines place
 * the faults; without them it is what is seen by hand.
 */
static int take_log(struct run *run, struct err *err)
{
	struct observation *seen = run->observation;
	struct bytes *log = &seen->log;
	number *stamps;
	long start;
	int lines;

	*log = log_whole(&run->log, run->pool);
	while (log->size > 0 && log->data[log->size - 1] != '\n')
		log->size--;
	number_snapshots(log, seen->snapshots);
	lines = text_line_ends(log->data, log->size);
	stamps = pool_alloc(run->pool, (size_t)lines * sizeof *stamps);
	log->size = trace_unstamp(log->data, log->size, stamps);
	log->data[log->size] = '\0';
	start = trace_start(log->data, log->size, seen->pid, run->launch->argv[0]);
	if (start < 0)
		return err_set(err, M_LOG_NO_START);
	count_from(seen, stamps, text_line_ends(log->data, (size_t)start), lines);
	log->data += start;
	log->size -= (size_t)start;
	return 0;
}

static void stop(struct observation *seen, const struct said *reason)
{
	seen->outcome = OUTCOME_STOPPED;
	seen->trouble.reason = reason;
	seen->trouble.remedy = NULL;
}

static void refuse_run(struct observation *seen, const char *what, int error)
{
	seen->outcome = OUTCOME_REFUSED;
	seen->trouble = refusal_of(what, error);
}

/* perf has counted when the run began, so a count that is missing is the run's doing. */
static void take_perf_count(struct run *run)
{
	struct observation *seen = run->observation;
	bool supported;

	seen->faults = perf_stat_count(&seen->perf, &supported);
	seen->fault_source = FAULTS_PERF_STAT;
	if (!supported)
		refuse_run(seen, "counter", ENOSYS);
	else if (seen->faults < 0)
		stop(seen, SAID(STOPPED_PERF));
}

static int take_faults(struct run *run, struct err *err)
{
	struct observation *seen = run->observation;

	if (run->launch->perf_stat) {
		take_perf_count(run);
		return 0;
	}
	if (run->counter >= 0) {
		seen->faults = counter_read(run->counter);
		seen->fault_source = FAULTS_COUNTER;
		seen->major_faults =
			run->major_counter >= 0 ? counter_read(run->major_counter) : -1;
		if (seen->faults <= 0)
			return err_set(err, M_COUNTER_ZERO);
	} else if (run->rusage_known) {
		seen->fault_source = FAULTS_RUSAGE;
		seen->uncounted.reason = NULL;
	}
	return 0;
}

static void break_run(struct observation *seen, struct pool *pool, const struct err *err)
{
	seen->outcome = OUTCOME_BROKEN;
	seen->trouble.reason = said_plain(pool,
		pool_printf(
			pool, "%s%s%s", err->file, *err->file ? ": " : "", err->message));
	seen->trouble.remedy = NULL;
}

/* A program that was never started: the tracer is missing, or could not trace. */
static void explain_no_start(struct run *run, const struct bytes *complaints)
{
	struct observation *seen = run->observation;

	if (run->child.cannot_start && run->child.start_errno == ENOENT && seen->traced) {
		refuse_run(seen, "strace", ENOENT);
		return;
	}
	if (seen->traced && strstr(complaints->data, "ptrace")) {
		refuse_run(seen, "ptrace",
			strstr(complaints->data, "not implemented") ? ENOSYS : EPERM);
		return;
	}
	seen->outcome = OUTCOME_BROKEN;
	seen->trouble.reason = SAY(run->pool, NOT_STARTED,
		run->child.cannot_start ? strerror(run->child.start_errno)
					: complaints->data);
}

/* The wait status of the lab, or what strace has made its own. */
static int status_of(const struct run *run)
{
	return run->rusage_known ? run->lab_status : run->child.status;
}

/* --- what the run has done to those who observe it ------------------------------------ */

static const struct said *say_misdeed(struct pool *pool, const struct misdeed *misdeed)
{
	const char *call = pool_copy(pool, misdeed->call, strlen(misdeed->call));

	switch (misdeed->kind) {
	case MISDEED_UNTRACED: return SAID(MISDEED_UNTRACED);
	case MISDEED_UNSEEN: return SAID(MISDEED_UNSEEN);
	case MISDEED_IO_URING: return SAID(MISDEED_IO_URING);
	case MISDEED_DEBUGS: return SAY(pool, MISDEED_DEBUGS, call);
	case MISDEED_REACHES: return SAY(pool, MISDEED_REACHES, call);
	case MISDEED_OPENS: return SAID(MISDEED_OPENS);
	case MISDEED_NONE: break;
	}
	return NULL;
}

enum { MOST_WATCHERS = 5 };

/* The processes that observe the run: how many. One that is not known is 0, and in a call the caller. */
static int find_watchers(const struct run *run, pid_t watchers[MOST_WATCHERS])
{
	const pid_t known[] = {getpid(), run->child.keeper.pid, run->child.pid,
		run->greeting.above, run->shim != run->observation->pid ? run->shim : 0};
	int count = 0;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i] > 0)
			watchers[count++] = known[i];
	return count;
}

/*
 * True when the run is stopped for what its trace shows, or for what has been done to the
 * trace. `cut` says that there is nothing in it to look at.
 */
static bool stop_for_misdeed(struct run *run, bool cut)
{
	struct observation *seen = run->observation;
	pid_t watchers[MOST_WATCHERS];
	struct misdeed misdeed = {0};

	if (!run->launch->guarded || !seen->traced)
		return false;
	if (!cut)
		misdeed = misdeed_find(seen->log.data, seen->log.size, watchers,
			find_watchers(run, watchers), run->child.ended);
	if (misdeed.kind == MISDEED_NONE && !log_was_opened(&run->log))
		return false;
	seen->log_line = misdeed.line;
	seen->harmful = true;
	stop(seen,
		misdeed.kind == MISDEED_NONE ? SAID(STOPPED_OPENED)
					     : say_misdeed(run->pool, &misdeed));
	return true;
}

/* --- how it ended --------------------------------------------------------------------- */

/* strace ends as the program does that it has started; strace(1), EXIT STATUS. */
static bool ends_agree(const struct run *run, const struct ending *told)
{
	struct ending own;

	if (!run->child.ended)
		return run->child.left > 0; /* strace has waited for these */
	ending_of_status(status_of(run), &own);
	if (own.by_signal != told->by_signal)
		return false;
	if (!own.by_signal)
		return own.status == told->status;
	return WTERMSIG(status_of(run)) >= SIGRTMIN || /* of these we have no names */
		strcmp(own.signal, told->signal) == 0;
}

/* Takes the end of a traced program from the log. False when the run counts as no end. */
static bool take_end(struct run *run)
{
	struct observation *seen = run->observation;
	struct err err;

	if (trace_find_end(seen->log.data, seen->log.size, seen->pid, &seen->ending)) {
		if (ends_agree(run, &seen->ending))
			return true;
		stop(seen, SAID(STOPPED_CONTRADICTED));
	} else if (WIFSIGNALED(status_of(run))) { /* strace was not killed by us */
		stop(seen, SAID(STOPPED_TRACER));
	} else {
		err_set(&err, M_LOG_NO_END);
		break_run(seen, run->pool, &err);
	}
	return false;
}

static void conclude_end(struct run *run)
{
	struct observation *seen = run->observation;
	struct err err;

	if (!seen->traced)
		ending_of_status(status_of(run), &seen->ending);
	else if (!take_end(run))
		return;
	if (take_faults(run, &err) != 0)
		break_run(seen, run->pool, &err);
	else if (run->child.left > 0 && seen->outcome == OUTCOME_ENDED)
		stop(seen, SAY(run->pool, STOPPED_LEFT, run->child.left));
}

void conclude(struct run *run, const struct bytes *complaints)
{
	struct observation *seen = run->observation;
	struct err err;
	bool cut;

	if (seen->outcome != OUTCOME_ENDED)
		return;
	if (seen->pid == 0 || run->child.cannot_start) {
		explain_no_start(run, complaints);
		return;
	}
	cut = seen->traced && take_log(run, &err) != 0;
	if (stop_for_misdeed(run, cut))
		return;
	if (cut)
		break_run(seen, run->pool, &err);
	else if (run->child.stuck > 0)
		stop(seen, SAY(run->pool, STOPPED_STUCK, run->child.stuck));
	else if (run->stopped) {
		take_faults(run, &err); /* as far as it came */
		stop(seen, run->stopped);
	} else if (run->child.lost) {
		err_set(&err, M_KEEPER_LOST);
		break_run(seen, run->pool, &err);
	} else
		conclude_end(run);
}
