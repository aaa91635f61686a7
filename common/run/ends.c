/* SPDX-License-Identifier: MIT */
#include "ends.h"

#include <dirent.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../base/signals.h"
#include "../host/clock.h"
#include "../host/proc.h"
#include "page_looks.h"
#include "snapshot.h"

/* --- the filter's descriptor ---------------------------------------------------------- */

/* The descriptor that comes with a byte over the socket, or -1. */
static int receive(int socket)
{
	char byte;
	struct iovec part = {&byte, 1};
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control;
	struct msghdr message = {.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.room,
		.msg_controllen = sizeof control.room};
	const struct cmsghdr *header;
	int fd = -1;

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(header), sizeof fd);
	return fd;
}

void ends_begin(struct run *run, int error)
{
	const char go = 'g';

	run->ends = error == 0 ? receive(run->go) : -1;
	run->child.alarms[ALARM_ENDS] = run->ends > 0 ? run->ends : 0;
	if (write(run->go, &go, 1) != 1 ||
		write(run->go, &run->greeting, sizeof run->greeting) < 0)
		return; /* it has ended, which is seen */
}

void ends_close(struct run *run)
{
	if (run->ends >= 0)
		close(run->ends);
	run->ends = -1;
}

/* --- what is announced ---------------------------------------------------------------- */

/* A number of /proc/PID/status, 0 where the process is gone. */
static int number_of(pid_t pid, const char *label)
{
	struct proc_status status;

	return proc_status(&status, pid) ? (int)proc_status_number(&status, label, 10) : 0;
}

static bool is_of_lab(const struct run *run, pid_t tid)
{
	pid_t lab = run->observation->pid;

	return lab > 0 && number_of(tid, "Tgid") == lab;
}

/* Does the signal end a process that has said nothing about it? signal(7). */
static bool is_deadly(int signal)
{
	static const int others[] = {
		SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i] == signal)
			return false;
	return true;
}

/* Who is gone has said nothing. */
static bool ends_process(pid_t tid, int signal)
{
	struct proc_status status;
	unsigned long long said = 0;

	if (proc_status(&status, tid))
		said = proc_status_number(&status, "SigIgn", 16) |
			proc_status_number(&status, "SigCgt", 16);
	return is_deadly(signal) && !(said >> (signal - 1) & 1);
}

static int count_threads(pid_t pid)
{
	return number_of(pid, "Threads");
}

static void take_last(struct run *run, pid_t tid, enum last_look why)
{
	struct observation *seen = run->observation;
	double begin = clock_now();
	struct rlimit stack;

	seen->last = snapshot_take(run, seen->pid, tid);
	seen->last->threads = count_threads(seen->pid);
	seen->last_look = why;
	if (prlimit(seen->pid, RLIMIT_STACK, NULL, &stack) == 0)
		seen->stack_limit =
			stack.rlim_cur == RLIM_INFINITY ? -1 : (number)stack.rlim_cur;
	run->excused += clock_now() - begin;
}

/* The tracer hands a signal on; ptrace(2): its second argument is a thread. */
static void look_at_signal(struct run *run, const struct seccomp_notif *told)
{
	pid_t tid = (pid_t)told->data.args[1];
	int signal = (int)told->data.args[3];

	if ((pid_t)told->pid == run->child.pid && is_of_lab(run, tid) &&
		ends_process(tid, signal))
		take_last(run, tid, LAST_AT_SIGNAL);
}

/*
 * Before a call about memory, or an output, of the lab or a child of it. The tracer has such calls
 * of its own, and so has a shim that stays the lab's parent.
 */
static void look_at_call(struct run *run, pid_t tid)
{
	pid_t pid = number_of(tid, "Tgid");

	if (run->observation->pid > 0 && pid != run->child.pid &&
		(pid != run->shim || pid == run->observation->pid))
		page_looks_at_call(run, pid, tid);
}

static bool is_exit(const struct seccomp_notif *told)
{
	return told->data.nr == SYS_exit_group || told->data.nr == SYS_exit;
}

/* With exit(2) only the last thread ends the process. */
static void look_at_exit(struct run *run, const struct seccomp_notif *told)
{
	if (!is_of_lab(run, (pid_t)told->pid))
		look_at_call(run, (pid_t)told->pid);
	else if (told->data.nr == SYS_exit_group ||
		count_threads(run->observation->pid) == 1)
		take_last(run, (pid_t)told->pid, LAST_AT_EXIT);
}

bool ends_take(struct run *run, struct seccomp_notif *told)
{
	struct pollfd polled = {.fd = run->ends, .events = POLLIN};

	memset(told, 0, sizeof *told);
	return run->ends >= 0 && poll(&polled, 1, 0) > 0 && (polled.revents & POLLIN) &&
		ioctl(run->ends, SECCOMP_IOCTL_NOTIF_RECV, told) == 0;
}

void ends_answer(struct run *run, const struct seccomp_notif *told)
{
	struct seccomp_notif_resp answer = {
		.id = told->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};

	if (told->data.nr == SYS_ptrace)
		look_at_signal(run, told);
	else if (is_exit(told))
		look_at_exit(run, told);
	else
		look_at_call(run, (pid_t)told->pid);
	ioctl(run->ends, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}
