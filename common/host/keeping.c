/* SPDX-License-Identifier: MIT */
#include "keeping.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
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
	FIRST_PAUSE = 1000, /* microseconds between two looks whether all are dead */
	LAST_PAUSE = 50000,
	PATIENCE = 10, /* seconds until what cannot be killed is given up */
};

static void tell(int reports, int kind, int value)
{
	struct keeper_report report = {.kind = kind, .value = value};

	/* When the harness is gone, so is the one to tell. */
	if (write(reports, &report, sizeof report) < 0)
		return;
}

/* --- in the process that becomes the program ------------------------------------------ */

static void reset_signals(void)
{
	sigset_t none;

	for (int which = 1; which < NSIG; which++)
		signal(which, SIG_DFL);
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

/* A path is executed or not; execvp(3) would hand a file of another kind to a shell. */
static void execute(char *const *argv)
{
	if (strchr(argv[0], '/'))
		execv(argv[0], argv);
	else
		execvp(argv[0], argv);
}

static void become(const struct start *start, int reports)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	if (start->terminal)
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	reset_signals();
	if (start->limited)
		limit_helper();
	if (chdir(start->directory) == 0)
		execute(start->argv);
	tell(reports, KEEPER_CANNOT_START, errno);
	_exit(1);
}

/* --- in the keeper -------------------------------------------------------------------- */

static void reap(int reports, pid_t program)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (pid == program)
			tell(reports, KEEPER_ENDED, status);
}

/* Nobody is reaped. */
static bool has_children(void)
{
	siginfo_t info;

	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

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

	reap(reports, program); /* it may have ended by itself meanwhile */
	if (!has_children()) {  /* the usual case */
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

/* Everything but the three descriptors belongs to the program. */
static void close_others(int control, int reports, int signals)
{
	for (int fd = 0; fd < 256; fd++)
		if (fd != control && fd != reports && fd != signals)
			close(fd);
}

static int signal_of_children(void)
{
	static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP};
	sigset_t child;

	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	return signalfd(-1, &child, SFD_CLOEXEC);
}

/* vfork(2) serves: what becomes the program changes nothing here. */
static pid_t begin(const struct start *start, int reports)
{
	pid_t program = vfork();

	if (program == 0)
		become(start, reports);
	tell(reports, program < 0 ? KEEPER_CANNOT_START : KEEPER_STARTED,
		program < 0 ? errno : program);
	return program;
}

const char *keeping_options(const struct start *start)
{
	return start->terminal ? start->limited ? "tl" : "t" : start->limited ? "l" : "-";
}

void keeping(char *argv[])
{
	const struct start start = {
		.terminal = strchr(argv[0], 't'),
		.limited = strchr(argv[0], 'l'),
		.directory = argv[1],
		.argv = argv + 2,
	};
	pid_t program;
	int signals;

	prctl(PR_SET_DUMPABLE, 0);
	setsid();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	fcntl(KEEPER_CONTROL, F_SETFD, FD_CLOEXEC);
	fcntl(KEEPER_REPORTS, F_SETFD, FD_CLOEXEC);
	signals = signal_of_children();
	if (signals < 0) {
		tell(KEEPER_REPORTS, KEEPER_CANNOT_START, errno);
		_exit(0);
	}
	program = begin(&start, KEEPER_REPORTS);
	close_others(KEEPER_CONTROL, KEEPER_REPORTS, signals);
	keep(KEEPER_CONTROL, KEEPER_REPORTS, signals, program);
	_exit(0);
}
