/* SPDX-License-Identifier: MIT */

/*
 * What the programs of this folder share. Each of them does not do what its lab asks for,
 * which is to call alarm(4242), or does it and leaves something behind; and each tries to be
 * told right all the same. test_attacks.c puts them in the place of a lab's program.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where the evidence is, seen from the folder that a program is run in. */
#define EVIDENCE "../../runs/01"

/* The processes above: strace, the keeper, the harness. */
static pid_t tracer;
static pid_t keeper;
static pid_t harness;

static inline pid_t parent_of(pid_t pid)
{
	char path[64];
	char text[512] = "";
	const char *after;
	int parent = 0;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY);
	if (fd >= 0 && read(fd, text, sizeof text - 1) > 0 && (after = strrchr(text, ')')))
		sscanf(after + 1, " %*c %d", &parent);
	close(fd);
	return parent;
}

/* As the kernel tells it; the parent is another process where the shim stays to count. */
static inline pid_t traced_by(void)
{
	char text[4096] = "";
	const char *line;
	int fd = open("/proc/self/status", O_RDONLY);
	int pid = 0;

	if (fd >= 0 && read(fd, text, sizeof text - 1) > 0 &&
		(line = strstr(text, "TracerPid:")))
		sscanf(line, "TracerPid: %d", &pid);
	close(fd);
	return pid ? pid : getppid();
}

static inline void look_up(void)
{
	tracer = traced_by();
	keeper = parent_of(tracer);
	harness = parent_of(keeper);
}

static inline void say_ready(void)
{
	if (write(STDOUT_FILENO, "ready\n", 6) != 6)
		_exit(3);
}

/* The path /proc/PID/REST. */
static inline const char *of_process(pid_t pid, const char *rest)
{
	static char path[400];

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, rest);
	return path;
}

/* A process that strace is not told of. Waits for its end when `wait` is true. */
static inline void untraced(void (*attack)(void), bool wait)
{
	long pid = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		attack();
		_exit(0);
	}
	while (wait && pid > 0 && waitpid((pid_t)pid, NULL, 0) < 0)
		continue;
}

/* Opens every descriptor of another process and hands it to `use`, with its number. */
static inline void each_descriptor(
	pid_t pid, int flags, void (*use)(int fd, const char *name))
{
	DIR *dir = opendir(of_process(pid, "fd"));
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char name[300] = "";
		char link[310];
		int fd;

		snprintf(link, sizeof link, "fd/%s", entry->d_name);
		if (readlink(of_process(pid, link), name, sizeof name - 1) < 0)
			continue;
		fd = open(of_process(pid, link), flags | O_NONBLOCK | O_NOCTTY);
		if (fd >= 0)
			use(fd, name);
		close(fd);
	}
}

/* Whether an attack has success is not for the attacker to tell. */
static inline void ignore(long result)
{
	(void)result;
}

static inline void write_text(int fd, const char *text)
{
	ignore(write(fd, text, strlen(text)));
}

/* A new file, in the place of what there was. */
static inline void put(const char *path, const char *text, mode_t mode)
{
	int fd;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
	write_text(fd, text);
	close(fd);
	chmod(path, mode);
}

/* The log of a program that has done what was asked for. */
static inline const char *forged_log(pid_t pid)
{
	static char text[300];

	snprintf(text, sizeof text,
		"%d execve(\"./sample\", [\"./sample\"], 0x7ffc00000000 /* 2 vars */) = 0\n"
		"%d alarm(4242)                       = 0\n"
		"%d +++ exited with 0 +++\n",
		(int)pid, (int)pid, (int)pid);
	return text;
}
