/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shim.h"

enum { FIRST_FREE = 16, MOST_PROCESSES = 4096 };

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

static void become(const struct start *start, int reports)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	place_streams(&start->streams);
	if (start->terminal)
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	reset_signals();
	if (chdir(start->directory) == 0)
		execvpe(start->argv[0], start->argv, start->environment);
	tell(reports, KEEPER_CANNOT_START, errno);
	_exit(1);
}

/* --- in the keeper -------------------------------------------------------------------- */

struct process {
	pid_t pid;
	pid_t parent;
	bool zombie;
};

/* pid, state and parent from /proc/PID/stat; the name in between may hold anything. */
static bool read_process(const char *name, struct process *process)
{
	char path[64];
	char text[512];
	const char *after;
	char state;
	FILE *file;
	size_t got;

	snprintf(path, sizeof path, "/proc/%.20s/stat", name);
	file = fopen(path, "re");
	if (!file)
		return false;
	got = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[got] = '\0';
	after = strrchr(text, ')');
	process->pid = (pid_t)atoi(name);
	if (!after || sscanf(after + 1, " %c %d", &state, &process->parent) != 2)
		return false;
	process->zombie = state == 'Z' || state == 'X';
	return true;
}

static int list_processes(struct process *list, int most)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	int count = 0;

	while (proc && count < most && (entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]) &&
			read_process(entry->d_name, &list[count]))
			count++;
	if (proc)
		closedir(proc);
	return count;
}

static bool is_descendant(const struct process *list, int count, const struct process *at)
{
	pid_t self = getpid();
	pid_t parent = at->parent;

	for (int depth = 0; depth < count && parent > 1; depth++) {
		int i = 0;

		if (parent == self)
			return true;
		while (i < count && list[i].pid != parent)
			i++;
		parent = i < count ? list[i].parent : 0;
	}
	return false;
}

/* Sends `number` to every living descendant; returns how many there are but `except`. */
static int signal_descendants(int number, pid_t except)
{
	static struct process list[MOST_PROCESSES];
	int count = list_processes(list, MOST_PROCESSES);
	int found = 0;

	for (int i = 0; i < count; i++) {
		if (list[i].zombie || !is_descendant(list, count, &list[i]))
			continue;
		kill(list[i].pid, number);
		found += list[i].pid != except;
	}
	return found;
}

/* Stopping them first keeps a program that forks faster than it is killed from winning. */
static int kill_everything(pid_t tracer)
{
	int left;

	if (waitpid(-1, NULL, WNOHANG) < 0) /* the usual case: no child is left */
		return 0;
	left = signal_descendants(SIGSTOP, tracer);
	for (;;) {
		pid_t pid;

		signal_descendants(SIGKILL, tracer);
		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
			continue;
		if (pid < 0)
			return left;
		usleep(1000);
	}
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
	tell(reports, KEEPER_LEFT, kill_everything(program));
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
	return keeper->pid < 0 ? -1 : 0;
}
