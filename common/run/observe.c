/* SPDX-License-Identifier: MIT */
#include "observe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../base/words.h"
#include "announce.h"
#include "messages.h"
#include "../evidence/fault_records.h"
#include "../host/refusal.h"
#include "conclude.h"
#include "pause.h"
#include "shim.h"
#include "watch.h"

/*
 * Theory of operation
 *
 *     harness --> keeper --> strace --> shim ==execve==> the lab
 *
 * One run feeds every channel, so that an address which the program prints is the address
 * in the trace. The harness (this file) forks a keeper (keeper.c), which makes sure that
 * nothing survives; the keeper starts the real strace; strace starts the shim (shim.c),
 * which sets what can only be set from inside, reports its pid and waits. The harness now
 * opens the kernel's fault counter on that pid, and the ring buffers that tell of each fault,
 * to count from the next execve on, and lets the shim go. The shim executes the lab and is gone.
 *
 * strace writes a time before each line of its log, and the rings have the same clock: so the
 * order of calls and faults is known. The times are taken out of what is kept of the log
 * (conclude.c), which is then what strace -f writes by hand.
 *
 * The descriptors between them:
 *
 *     terminal   the lab's stdin and stdout; the harness types on and reads its master
 *     errors     a pipe, the lab's stderr; strace's own complaints go to another one
 *     log        a file without a name, which strace opens by its descriptor: what the run
 *                can reach is no witness against it. examine/ writes it into the evidence
 *     status     a pipe, the shim's reports; it closes at the lab's execve
 *     go         a pipe, the harness's greeting and one byte to the shim
 *     control    a pipe to the keeper; closing it ends whatever is still running
 *     reports    a pipe from the keeper: started, ended, left over
 *
 * How a run ends is read from the trace, "PID +++ exited with 0 +++", not from wait statuses:
 * strace's own failures must not look like the lab's. The run is over when that line is
 * there, even if the lab left a child behind that keeps strace waiting; what is left is
 * killed and is the lab's failure.
 *
 * To start strace and the shim takes longer than most labs run, so a run has two halves:
 * observe_begin starts everything up to the shim, which waits, and observe_end lets it go.
 * The next run can begin while this one goes on.
 *
 * When ptrace is refused the keeper starts the shim without strace; when the counter is
 * refused the shim stays the lab's parent and reports its rusage. Either costs only the
 * checks that need it.
 *
 * A run may wait for a person, who presses Enter. pause.c tells how that is noticed, and
 * snapshot.c what is recorded then.
 *
 * The time limit counts run time. The time that strace and the lab spend waiting for a
 * processor (field 2 of /proc/PID/schedstat) is taken off, so that a busy machine does not
 * fail a correct program; a hard cap of several times the limit stands above.
 */

/*
 * Results stand at column 40 of a line; strace(1), -a. The 21 bytes of a stamp come before it,
 * and are not in the evidence.
 */
#define ALIGNED_BEHIND_STAMPS "61"

enum { MOST_WORDS = 64 }; /* of strace and the shim, which have some 20 */

/* [strace -f --absolute-timestamps=… -o SHIM_LOG_PATH --] SHIM OPTION... -- PROGRAM ARG... */
static char **command_line(struct run *run, char options[SHIM_OPTION_WORDS][SHIM_WORD])
{
	const struct launch *launch = run->launch;
	char *const strace[] = {"strace", "-f",
		"--absolute-timestamps=format:unix,precision:ns", "-a",
		ALIGNED_BEHIND_STAMPS, "-o", SHIM_LOG_PATH, NULL};
	char *const in_full[] = {
		"-e", pool_printf(run->pool, "abbrev=!%s", launch->in_full), NULL};
	char *const announce[] = {(char *)launch->shim,
		launch->looks_at_pages ? ANNOUNCE_CALLS : ANNOUNCE, NULL};
	char *const end_of_options[] = {"--", NULL};
	char *const shim[] = {(char *)launch->shim, options[0], options[1], options[2],
		options[3], options[4], options[5], options[6], NULL};
	int length = words_count(launch->argv);
	int settings = words_count(launch->settings);
	char **argv = pool_alloc(
		run->pool, (size_t)(MOST_WORDS + settings + length + 1) * sizeof *argv);
	char **at = argv;

	if (launch->last_look)
		at = words_put(at, announce);
	if (run->observation->traced) {
		at = words_put(at, strace);
		if (launch->in_full)
			at = words_put(at, in_full);
		at = words_put(at, end_of_options);
	}
	at = words_put(at, shim);
	for (int i = 0; i < settings; i++)
		*at++ = pool_printf(run->pool, "%s%s", SHIM_SETTING, launch->settings[i]);
	at = words_put(at, end_of_options);
	words_put(at, launch->argv);
	return argv;
}

static void fill_options(const struct launch *launch, struct shim_options *options)
{
	options->randomised = launch->randomised;
	options->persona = (launch->legacy_layout ? ADDR_COMPAT_LAYOUT : 0) |
		(launch->zero_page ? MMAP_PAGE_ZERO : 0);
	options->huge_pages = launch->huge_pages;
	options->stack = (long long)launch->stack;
	options->user = launch->user;
	options->group = launch->group;
	options->bare = launch->bare;
}

/* A pipe; a socket where a descriptor comes back over it. */
static int open_go(const struct launch *launch, int go[2])
{
	return launch->last_look ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, go)
				 : pipe2(go, O_CLOEXEC);
}

static int open_channels(struct run *run, struct streams *streams)
{
	int go[2];

	streams->lab_err = collector_open_pipe(&run->err);
	streams->err = collector_open_pipe(&run->complaints);
	streams->status = collector_open_pipe(&run->status);
	if (streams->lab_err < 0 || streams->err < 0 || streams->status < 0 ||
		(run->observation->traced && log_open(&run->log) != 0) ||
		open_go(run->launch, go) != 0)
		return -1;
	streams->log = run->log.fd;
	run->go = go[1];
	streams->go = go[0];
	streams->in = run->terminal.slave;
	streams->out = run->terminal.slave;
	if (run->launch->stdout_pipe || run->terminal.slave < 0) {
		streams->out = collector_open_pipe(&run->out);
		return streams->out < 0 ? -1 : 0;
	}
	collector_open(&run->out, fcntl(run->terminal.master, F_DUPFD_CLOEXEC, 0));
	return run->out.fd < 0 ? -1 : 0;
}

static void close_streams(const struct streams *streams)
{
	const int fds[] = {streams->in, streams->out, streams->lab_err, streams->err,
		streams->status, streams->go};

	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0 && (i != 1 || fds[1] != fds[0]))
			close(fds[i]);
}

/* A word that nobody can guess, in hexadecimal digits. */
static int make_word(char word[17])
{
	uint64_t bits;

	if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
		return -1;
	snprintf(word, 17, "%016llx", (unsigned long long)bits);
	return 0;
}

/*
 * Tells the shim what it needs to know of the harness. Where the pipe has no reader any more,
 * strace or the shim has ended before it was greeted: what they complained of is the reason,
 * and it is read when the run is concluded.
 */
static int greet(struct run *run)
{
	struct shim_greeting *greeting = &run->greeting;
	ssize_t written;

	if (make_word(greeting->word) != 0)
		return -1;
	greeting->harness = run->launch->guarded ? getpid() : 0;
	greeting->above = run->launch->guarded && getppid() > 1 ? getppid() : 0;
	greeting->keeper = run->child.keeper.pid;
	written = write(run->go, greeting, sizeof *greeting);
	return written == sizeof *greeting || (written < 0 && errno == EPIPE) ? 0 : -1;
}

static int start(struct run *run)
{
	struct shim_options options;
	char words[SHIM_OPTION_WORDS][SHIM_WORD];
	struct start start = {
		.environment = run->launch->environment,
		.directory = run->launch->directory,
		.terminal = run->terminal.slave >= 0,
	};
	bool started;

	fill_options(run->launch, &options);
	shim_write_options(&options, words);
	if (open_channels(run, &start.streams) != 0)
		return -1;
	if (run->launch->pausing && run->terminal.slave >= 0 &&
		pauses_open(run, run->terminal.slave) != 0)
		return -1;
	start.argv = command_line(run, words);
	run->child = (struct child){
		.channels = {&run->out, &run->err, &run->complaints, &run->status}};
	started = child_start(&run->child, &start);
	close_streams(&start.streams);
	errno = run->child.start_errno;
	return started ? greet(run) : -1;
}

/* False when there is no terminal, and nothing can be run without one. */
static bool open_terminal(struct run *run)
{
	struct observation *seen = run->observation;

	if (terminal_open(&run->terminal, run->launch->user) == 0)
		return true;
	run->terminal.master = run->terminal.slave = -1;
	if (run->launch->without_terminal) {
		seen->unpaused = refusal_of("terminal", errno);
		return true;
	}
	seen->outcome = OUTCOME_REFUSED;
	seen->trouble = refusal_of("terminal", errno);
	return false;
}

static int begin(struct run *run, struct err *err)
{
	if (!open_terminal(run))
		return 0;
	run->begun = start(run) == 0;
	if (run->begun)
		return 0;
	return errno == EMFILE ? err_set(err, M_FEW_FILES)
			       : err_errno(err, M_CANNOT_START_RUN);
}

/* What the rings have told, in the order of time. Where they make no sense, all are lost. */
static void take_fault_log(struct run *run)
{
	struct observation *seen = run->observation;
	bool user_only = run->rings.user_only;
	struct bytes records;
	struct err ignored;
	number count;

	if (!run->rings.at)
		return;
	count = fault_rings_close(run->pool, &run->rings, &records);
	if (seen->unlisted.reason)
		return;
	seen->fault_log = pool_alloc(run->pool, sizeof *seen->fault_log);
	fault_records_parse(run->pool, &records, seen->fault_log, &ignored);
	seen->fault_log->user_only = user_only;
	seen->fault_log->lost = count - seen->fault_log->count;
}

static void end(struct run *run)
{
	struct observation *seen = run->observation;
	struct bytes complaints;

	if (!run->begun)
		return;
	watch(run);
	close(run->go);
	close(run->terminal.master);
	if (run->perf)
		seen->perf = perf_stat_end(run->pool, run->perf);
	seen->out = collector_close(run->pool, &run->out);
	seen->err = collector_close(run->pool, &run->err);
	complaints = collector_close(run->pool, &run->complaints);
	collector_close(run->pool, &run->status);
	take_fault_log(run);
	conclude(run, &complaints);
	if (run->counter >= 0)
		close(run->counter);
	if (run->major_counter >= 0)
		close(run->major_counter);
	log_close(&run->log);
}

static struct run *new_run(
	struct pool *pool, const struct launch *launch, struct lack *untraced)
{
	struct run *run = pool_alloc(pool, sizeof *run);

	run->pool = pool;
	run->launch = launch;
	run->untraced = untraced;
	run->counter = run->major_counter = run->ends = run->own_end = -1;
	run->kept = launch->kept ? launch->kept : &run->own_kept;
	run->log.fd = run->log.watch = -1;
	run->rings.ready = -1;
	run->observation = pool_alloc(pool, sizeof *run->observation);
	run->observation->faults_before = run->observation->major_faults = -1;
	run->observation->traced = !launch->perf_stat && !untraced->reason;
	return run;
}

struct run *observe_begin(struct pool *pool, const struct launch *launch,
	struct lack *untraced, struct err *err)
{
	struct run *run = new_run(pool, launch, untraced);

	observe_prepare();
	return begin(run, err) == 0 ? run : NULL;
}

const struct observation *observe_end(struct run *run, struct err *err)
{
	struct observation *seen = run->observation;

	end(run);
	if (seen->traced && seen->outcome == OUTCOME_REFUSED &&
		refusal_is_of_tracing(&seen->trouble)) {
		*run->untraced = seen->trouble;
		run = new_run(run->pool, run->launch, run->untraced);
		seen = run->observation;
		if (begin(run, err) != 0)
			return NULL;
		end(run);
	}
	if (!seen->traced)
		seen->untraced = *run->untraced;
	return seen;
}

void observe_abandon(struct run *run)
{
	run->stopped = SAID(NONE);
	end(run);
}

void observe_prepare(void)
{
	prctl(PR_SET_DUMPABLE, 0);
}

void observe_finish(void)
{
	prctl(PR_SET_DUMPABLE, 1);
}

int fault_band(bool randomised)
{
	return randomised ? 8 : 2;
}

const char *fault_source_text(enum fault_source source)
{
	switch (source) {
	case FAULTS_COUNTER: return "perf counter";
	case FAULTS_RUSAGE: return "rusage";
	case FAULTS_PERF_STAT: return "perf stat";
	case FAULTS_NONE: break;
	}
	return "";
}
