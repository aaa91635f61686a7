/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "descendants.h"

enum {
	FIRST_FREE = 16,
	FIRST_PAUSE = 1000, /* microseconds between two looks whether all are dead */
	LAST_PAUSE = 50000,
	PATIENCE = 10,     /* seconds until what cannot be killed is given up */
	MOST_KEEPERS = 16, /* at one time; there are three */
};

/* The keepers of this process that are at work, up to a 0. */
static pid_t keepers[MOST_KEEPERS + 1];

static void tell(int reports, int kind, int value)
{
	struct keeper_report report = {.kind = kind, .value = value};

	/* When the harness is gone, so is the one to tell. */
	if (write(reports, &report, sizeof report) < 0)
		return;
}

/* --- in the process that becomes the program ------------------------------------------ */

/* A copy of `fd`, or of /dev/null, out of the way of the numbers that are to be filled. */
static int away(int fd)
{
	int copy = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE) : -1;
	int null;

	if (copy >= 0)
		return copy;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	copy = fcntl(null, F_DUPFD_CLOEXEC, FIRST_FREE);
	close(null);
	return copy;
}

static void place_streams(const struct streams *streams)
{
	const int from[] = {streams->in, streams->out, streams->err, streams->status,
		streams->go, streams->lab_err, streams->log};
	enum { COUNT = sizeof from / sizeof *from };
	int copies[COUNT];

	for (int i = 0; i < COUNT; i++)
		copies[i] = away(from[i]);
	for (int i = 0; i < COUNT; i++)
		dup2(copies[i], i);
}

static void reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Never above what the caller has; setrlimit(2). */
static void lower_limit(int resource, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_cur < most ? limit.rlim_cur : most;
	limit.rlim_max = limit.rlim_max < most ? limit.rlim_max : most;
	setrlimit(resource, &limit);
}

static void limit_helper(void)
{
	lower_limit(RLIMIT_AS, (rlim_t)HELPER_MEMORY_MB << 20);
	lower_limit(RLIMIT_FSIZE, (rlim_t)HELPER_FILE_MB << 20);
	lower_limit(RLIMIT_CPU, HELPER_SECONDS);
}

/* A path is executed or not; execvpe(3) would hand a file of another kind to a shell. */
static void execute(const struct start *start)
{
	if (strchr(start->argv[0], '/'))
		execve(start->argv[0], start->argv, start->environment);
	else
		execvpe(start->argv[0], start->argv, start->environment);
}

static void become(const struct start *start, int reports)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	place_streams(&start->streams);
	if (start->terminal)
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	reset_signals();
	if (start->limited)
		limit_helper();
	if (chdir(start->directory) == 0)
		execute(start);
	tell(reports, KEEPER_CANNOT_START, errno);
	_exit(1);
}

/* --- in the keeper -------------------------------------------------------------------- */

/*
 * Ends every descendant. Stopping them first keeps a program that forks faster than it is
 * killed from winning. What cannot be killed is not waited for without end. Tells how many
 * there were besides the program, and how many there are still.
 */
static void kill_everything(int reports, pid_t program)
{
	static const pid_t none[] = {0};
	struct processes processes = {0};
	double started = clock_now();
	useconds_t pause = FIRST_PAUSE;
	int left;

	if (waitpid(-1, NULL, WNOHANG) < 0) { /* the usual case: no child is left */
		tell(reports, KEEPER_LEFT, 0);
		return;
	}
	left = descendants_signal(&processes, SIGSTOP, none);
	for (int i = 0; i < processes.count; i++)
		left -= processes.at[i].descends && !processes.at[i].dead &&
			processes.at[i].pid == program;
	tell(reports, KEEPER_LEFT, left);
	for (;;) {
		pid_t pid;

		left = descendants_signal(&processes, SIGKILL, none);
		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
			continue;
		if (pid < 0)
			break;
		if (clock_now() - started > PATIENCE) {
			tell(reports, KEEPER_STUCK, left);
			break;
		}
		usleep(pause);
		pause = pause < LAST_PAUSE ? 2 * pause : LAST_PAUSE;
	}
	processes_free(&processes);
}

static void reap(int reports, pid_t program)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (pid == program)
			tell(reports, KEEPER_ENDED, status);
}

static void keep(int control, int reports, int signals, pid_t program)
{
	struct pollfd polled[] = {
		{.fd = control, .events = POLLIN}, {.fd = signals, .events = POLLIN}};

	for (;;) {
		struct signalfd_siginfo info;

		if (poll(polled, 2, -1) < 0 && errno != EINTR)
			break;
		if (polled[1].revents && read(signals, &info, sizeof info) > 0)
			reap(reports, program);
		if (polled[0].revents)
			break;
	}
	kill_everything(reports, program);
}

/* Everything but the three descriptors belongs to the harness and to the program. */
static void close_others(int control, int reports, int signals)
{
	for (int fd = 0; fd < 256; fd++)
		if (fd != control && fd != reports && fd != signals)
			close(fd);
}

static void keeper_main(const struct start *start, int control, int reports)
{
	static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP};
	sigset_t child;
	pid_t program;
	int signals;

	setsid();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	signals = signalfd(-1, &child, SFD_CLOEXEC);
	program = fork();
	if (program == 0)
		become(start, reports);
	tell(reports, program < 0 ? KEEPER_CANNOT_START : KEEPER_STARTED,
		program < 0 ? errno : program);
	close_others(control, reports, signals);
	keep(control, reports, signals, program);
	_exit(0);
}

/* --- in the harness ------------------------------------------------------------------- */

static void note_keeper(pid_t pid)
{
	int i = 0;

	while (keepers[i] && i < MOST_KEEPERS - 1)
		i++;
	keepers[i] = pid;
}

static void forget_keeper(pid_t pid)
{
	int i = 0;

	while (keepers[i] && keepers[i] != pid)
		i++;
	for (; keepers[i]; i++)
		keepers[i] = keepers[i + 1];
}

void keeper_adopt(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* What a keeper has left that was killed comes to this process, and is ended here. */
void keeper_sweep(void)
{
	struct processes processes = {0};
	double started = clock_now();

	while (descendants_signal(&processes, SIGKILL, keepers) > 0 &&
		clock_now() - started < PATIENCE)
		usleep(FIRST_PAUSE);
	for (int i = 0; i < processes.count; i++)
		if (processes.at[i].descends && processes.at[i].parent == getpid())
			waitpid(processes.at[i].pid, NULL, WNOHANG);
	processes_free(&processes);
}

bool keeper_finish(struct keeper *keeper)
{
	int status = -1;

	while (waitpid(keeper->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	forget_keeper(keeper->pid);
	if (status == 0)
		return true;
	keeper_sweep();
	return false;
}

int keeper_start(struct keeper *keeper, const struct start *start)
{
	int control[2];
	int reports[2];

	if (pipe2(control, O_CLOEXEC) != 0)
		return -1;
	if (pipe2(reports, O_CLOEXEC) != 0) {
		close(control[0]);
		close(control[1]);
		return -1;
	}
	keeper_adopt();
	keeper->pid = fork();
	if (keeper->pid == 0) {
		close(control[1]);
		close(reports[0]);
		keeper_main(start, control[0], reports[1]);
	}
	close(control[0]);
	close(reports[1]);
	keeper->control = control[1];
	keeper->reports = reports[0];
	if (keeper->pid < 0)
		return -1;
	note_keeper(keeper->pid);
	return 0;
}
