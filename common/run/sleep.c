/* SPDX-License-Identifier: MIT */
#include "sleep.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../evidence/process.h"
#include "../host/proc.h"

enum {
	MOST_POLLED = 64, /* descriptors of one poll(2) that are looked at */
	TTY_MAJOR = 5,    /* of /dev/tty, whose minor number is 0; tty(4) */
};

/* --- which call ----------------------------------------------------------------------- */

/* "NUMBER ARG0 … ARG5 SP PC", or "-1 SP PC" outside a call, or "running". */
bool call_read(pid_t tid, struct call *call)
{
	char text[512];
	unsigned long *args = call->args;

	memset(call, 0, sizeof *call);
	call->number = -1;
	if (proc_read(text, sizeof text, "/proc/%d/syscall", (int)tid) < 0)
		return false;
	if (sscanf(text, "%ld %lx %lx %lx %lx %lx %lx %lx %lx", &call->number, &args[0],
		    &args[1], &args[2], &args[3], &args[4], &args[5], &call->sp,
		    &call->pc) == 9)
		return true;
	call->number = -1;
	sscanf(text, "-1 %lx %lx", &call->sp, &call->pc);
	return true;
}

/* The calls in which a program may sleep for long; not every machine has each. */
static const struct {
	long number;
	const char *name;
} calls[] = {
	{SYS_read, "read"},
	{SYS_readv, "readv"},
	{SYS_write, "write"},
	{SYS_openat, "openat"},
	{SYS_ioctl, "ioctl"},
	{SYS_fcntl, "fcntl"},
	{SYS_flock, "flock"},
	{SYS_fsync, "fsync"},
	{SYS_ppoll, "ppoll"},
	{SYS_pselect6, "pselect6"},
	{SYS_epoll_pwait, "epoll_pwait"},
	{SYS_nanosleep, "nanosleep"},
	{SYS_clock_nanosleep, "clock_nanosleep"},
	{SYS_restart_syscall, "restart_syscall"},
	{SYS_futex, "futex"},
	{SYS_wait4, "wait4"},
	{SYS_waitid, "waitid"},
	{SYS_rt_sigsuspend, "rt_sigsuspend"},
	{SYS_rt_sigtimedwait, "rt_sigtimedwait"},
	{SYS_accept, "accept"},
	{SYS_accept4, "accept4"},
	{SYS_connect, "connect"},
	{SYS_recvfrom, "recvfrom"},
	{SYS_recvmsg, "recvmsg"},
	{SYS_sendto, "sendto"},
	{SYS_sendmsg, "sendmsg"},
	{SYS_msgrcv, "msgrcv"},
	{SYS_msgsnd, "msgsnd"},
	{SYS_semtimedop, "semtimedop"},
	{SYS_mq_timedreceive, "mq_timedreceive"},
	{SYS_clone, "clone"},
	{SYS_clone3, "clone3"},
#ifdef SYS_open
	{SYS_open, "open"},
	{SYS_pause, "pause"},
	{SYS_poll, "poll"},
	{SYS_select, "select"},
	{SYS_epoll_wait, "epoll_wait"},
	{SYS_vfork, "vfork"},
#endif
#ifdef SYS_semop
	{SYS_semop, "semop"},
#endif
#ifdef SYS_epoll_pwait2
	{SYS_epoll_pwait2, "epoll_pwait2"},
#endif
};

const char *call_name(long which)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i].number == which)
			return calls[i].name;
	return NULL;
}

static bool is(const struct call *call, const char *name)
{
	const char *own = call_name(call->number);

	return own && strcmp(own, name) == 0;
}

bool call_has_descriptor(long which)
{
	static const char *const with[] = {"read", "readv", "write", "ioctl", "fcntl",
		"flock", "accept", "accept4", "connect", "recvfrom", "recvmsg", "sendto",
		"sendmsg"};
	const struct call call = {.number = which};

	for (size_t i = 0; i < sizeof with / sizeof *with; i++)
		if (is(&call, with[i]))
			return true;
	return false;
}

/* --- on which terminal ---------------------------------------------------------------- */

/* The process's controlling terminal; proc(5), /proc/PID/stat, tty_nr. */
static dev_t controlling_terminal(pid_t tid)
{
	char text[1024];
	ssize_t size = proc_read(text, sizeof text, "/proc/%d/stat", (int)tid);
	struct stat_fields fields;
	struct err ignored;
	unsigned packed;

	if (size <= 0 || stat_parse(text, (size_t)size, &fields, &ignored) != 0)
		return 0;
	packed = (unsigned)fields.at[7];
	return makedev(packed >> 8 & 0xfff, (packed & 0xff) | (packed >> 12 & 0xfff00));
}

/* Is a descriptor of the thread the terminal, by this name or as /dev/tty? */
static bool is_terminal(pid_t tid, unsigned long fd, dev_t terminal)
{
	char path[64];
	struct stat status;

	snprintf(path, sizeof path, "/proc/%d/fd/%lu", (int)tid, fd);
	if (terminal == 0 || stat(path, &status) != 0 || !S_ISCHR(status.st_mode))
		return false;
	if (status.st_rdev == makedev(TTY_MAJOR, 0))
		return controlling_terminal(tid) == terminal;
	return status.st_rdev == terminal;
}

/* --- calls that wait for several descriptors ------------------------------------------ */

/* Reads the program's memory; false when not all of it can be read. */
static bool read_there(pid_t tid, unsigned long address, void *bytes, size_t size)
{
	char path[64];
	ssize_t got;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/mem", (int)tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	got = fd >= 0 ? pread(fd, bytes, size, (off_t)address) : -1;
	if (fd >= 0)
		close(fd);
	return got == (ssize_t)size;
}

static bool polls_terminal(const struct call *call, pid_t tid, dev_t terminal)
{
	struct pollfd polled[MOST_POLLED];
	size_t count = call->args[1] < MOST_POLLED ? call->args[1] : MOST_POLLED;

	if (!read_there(tid, call->args[0], polled, count * sizeof *polled))
		return false;
	for (size_t i = 0; i < count; i++)
		if (polled[i].fd >= 0 && (polled[i].events & POLLIN) &&
			is_terminal(tid, (unsigned long)polled[i].fd, terminal))
			return true;
	return false;
}

static bool selects_terminal(const struct call *call, pid_t tid, dev_t terminal)
{
	fd_set set;
	size_t words = (call->args[0] + NFDBITS - 1) / NFDBITS;
	size_t size = words * sizeof(fd_mask);

	FD_ZERO(&set);
	if (call->args[0] > FD_SETSIZE || call->args[1] == 0 ||
		!read_there(tid, call->args[1], &set, size))
		return false;
	for (int fd = 0; fd < (int)call->args[0]; fd++)
		if (FD_ISSET(fd, &set) && is_terminal(tid, (unsigned long)fd, terminal))
			return true;
	return false;
}

/* "tfd: 0 events: 19 …" for each descriptor; proc(5), /proc/PID/fdinfo. */
static bool epoll_has_terminal(const struct call *call, pid_t tid, dev_t terminal)
{
	char text[8192];
	const char *at = text;

	proc_read(text, sizeof text, "/proc/%d/fdinfo/%lu", (int)tid, call->args[0]);
	while ((at = strstr(at, "tfd:"))) {
		at += strlen("tfd:");
		if (is_terminal(tid, strtoul(at, NULL, 10), terminal))
			return true;
	}
	return false;
}

/* Does it look whether something can be read from the terminal, for as long as it takes? */
static bool waits_on_terminal(const struct call *call, pid_t tid, dev_t terminal)
{
	if (is(call, "read") || is(call, "readv"))
		return is_terminal(tid, call->args[0], terminal);
	if (is(call, "poll") || is(call, "ppoll"))
		return polls_terminal(call, tid, terminal);
	if (is(call, "select") || is(call, "pselect6"))
		return selects_terminal(call, tid, terminal);
	if (is(call, "epoll_wait") || is(call, "epoll_pwait") || is(call, "epoll_pwait2"))
		return epoll_has_terminal(call, tid, terminal);
	return false;
}

/* --- for how long --------------------------------------------------------------------- */

/* Does the call end by itself after a time? Its timeout is a number or a pointer. */
static bool ends_by_itself(const struct call *call)
{
	static const struct {
		const char *name;
		int argument;
	} pointers[] = {{"ppoll", 2}, {"select", 4}, {"pselect6", 4}, {"epoll_pwait2", 3},
		{"futex", 3}, {"rt_sigtimedwait", 2}, {"semtimedop", 3},
		{"mq_timedreceive", 4}, {"nanosleep", 0}, {"clock_nanosleep", 2}};
	static const struct {
		const char *name;
		int argument;
	} numbers[] = {{"poll", 2}, {"epoll_wait", 3}, {"epoll_pwait", 3}};

	if (is(call, "restart_syscall"))
		return true;
	for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++)
		if (is(call, pointers[i].name))
			return call->args[pointers[i].argument] != 0;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (is(call, numbers[i].name))
			return (int)call->args[numbers[i].argument] >= 0;
	return false;
}

/* Where there is no pause(2), libc has ppoll(2) of nothing. */
static bool is_pause(const struct call *call)
{
	return is(call, "pause") ||
		(is(call, "ppoll") && call->args[0] == 0 && call->args[1] == 0 &&
			call->args[2] == 0);
}

static bool is_for_certain_signals(const struct call *call)
{
	return is(call, "rt_sigtimedwait") || is(call, "rt_sigsuspend");
}

static bool only_sleeps(const struct call *call)
{
	return is(call, "nanosleep") || is(call, "clock_nanosleep");
}

/* The signals that the process of a thread handles; proc(5), /proc/PID/status. */
static unsigned long long handled_signals(pid_t tid)
{
	struct proc_status status;

	return proc_status(&status, tid) ? proc_status_number(&status, "SigCgt", 16) : 0;
}

int call_awaited_signal(const struct call *call, pid_t tid)
{
	unsigned long long set = 0;

	if (!is_for_certain_signals(call) ||
		!read_there(tid, call->args[0], &set, sizeof set))
		return SIGTERM;
	if (is(call, "rt_sigsuspend"))
		set = handled_signals(tid) & ~set; /* what it blocks there */
	for (int signal = 1; signal <= 64; signal++)
		if (set >> (signal - 1) & 1)
			return signal;
	return SIGTERM;
}

enum waiting call_waits_for(const struct call *call, pid_t tid, dev_t terminal)
{
	if (only_sleeps(call))
		return WAITING_SLEEPING;
	if (ends_by_itself(call))
		return WAITING_FOR_TIME;
	if (is_for_certain_signals(call))
		return WAITING_FOR_CERTAIN_SIGNALS;
	if (is_pause(call))
		return WAITING_FOR_SIGNAL;
	return waits_on_terminal(call, tid, terminal) ? WAITING_FOR_ENTER
						      : WAITING_OTHERWISE;
}
