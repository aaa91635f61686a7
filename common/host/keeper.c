/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "descendants.h"
#include "keeping.h"

enum {
	FIRST_FREE = 16,
	PAUSE = 1000,      /* microseconds between two looks whether all are dead */
	PATIENCE = 10,     /* seconds until what cannot be killed is given up */
	MOST_KEEPERS = 16, /* at one time; there are three */
};

/* The keepers of this process that are at work, up to a 0. */
static pid_t keepers[MOST_KEEPERS + 1];

/* --- in the process that becomes the keeper ------------------------------------------- */

/* A copy of `fd`, or of /dev/null, out of the way of the numbers that are to be filled. */
static int away(int fd)
{
	int copy = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE) : -1;
	int null;

	if (copy >= 0)
		return copy;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return -1;
	copy = fcntl(null, F_DUPFD_CLOEXEC, FIRST_FREE);
	close(null);
	return copy;
}

/* False with errno set where there are too few descriptors. */
static bool place(const struct streams *streams, int control, int reports)
{
	const int from[] = {streams->in, streams->out, streams->err, streams->status,
		streams->go, streams->lab_err, streams->log, control, reports};
	enum { COUNT = sizeof from / sizeof *from };
	int copies[COUNT];

	for (int i = 0; i < COUNT; i++) {
		copies[i] = away(from[i]);
		if (copies[i] < 0)
			return false;
	}
	for (int i = 0; i < COUNT; i++)
		if (dup2(copies[i], i) < 0)
			return false;
	return true;
}

/*
 * It shares the memory of this process, vfork(2), until it is the keeper. So nothing is copied
 * for it, however large the harness is. When it cannot be, `error` says why.
 */
static pid_t begin(const struct start *start, char *const *argv, int control, int reports,
	volatile int *error)
{
	pid_t pid = vfork();

	if (pid == 0) {
		if (place(&start->streams, control, reports))
			execve(argv[0], argv, start->environment);
		*error = errno;
		_exit(1);
	}
	return pid;
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
		usleep(PAUSE);
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

/* The program that keeps lies beside this one. */
static const char *keeper_path(void)
{
	static const char name[] = "/" KEEPER_PROGRAM;
	static char path[PATH_MAX + sizeof name];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	path[length > 0 ? length : 0] = '\0';
	slash = strrchr(path, '/');
	strcpy(slash ? slash : path, name);
	return path;
}

/* The keeper's words, and behind them the program's. NULL when there is no memory for them. */
static char **command_line(const struct start *start)
{
	const char *const own[] = {
		keeper_path(), KEEP, keeping_options(start), start->directory};
	enum { OWN = sizeof own / sizeof *own };
	int count = 0;
	char **argv;

	while (start->argv[count])
		count++;
	argv = calloc((size_t)(OWN + count + 1), sizeof *argv);
	if (!argv)
		return NULL;
	memcpy(argv, own, sizeof own);
	memcpy(argv + OWN, start->argv, (size_t)count * sizeof *argv);
	return argv;
}

/* -1 with errno set when there is no such process. */
static pid_t begin_keeper(const struct start *start, int control, int reports)
{
	char **argv = command_line(start);
	volatile int error = 0;
	pid_t pid = argv ? begin(start, argv, control, reports, &error) : -1;

	free(argv);
	if (error) {
		waitpid(pid, NULL, 0);
		errno = error;
		return -1;
	}
	return pid;
}

int keeper_start(struct keeper *keeper, const struct start *start)
{
	int control[2];
	int reports[2];
	int error;

	if (pipe2(control, O_CLOEXEC) != 0)
		return -1;
	if (pipe2(reports, O_CLOEXEC) != 0) {
		close(control[0]);
		close(control[1]);
		return -1;
	}
	keeper_adopt();
	keeper->pid = begin_keeper(start, control[0], reports[1]);
	error = errno;
	close(control[0]);
	close(reports[1]);
	if (keeper->pid < 0) {
		close(control[1]);
		close(reports[0]);
		errno = error;
		return -1;
	}
	keeper->control = control[1];
	keeper->reports = reports[0];
	note_keeper(keeper->pid);
	return 0;
}
