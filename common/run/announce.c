/* SPDX-License-Identifier: MIT */
#include "announce.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"
#include "shim.h"

#ifdef NATIVE

#define LOAD(member)                                                                       \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define IF_NOT(value, skipped)                                                             \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), 0, (skipped))
#define IF(value, skipped)                                                                 \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), (skipped), 0)

/* The lower half of an argument comes first on these machines. */
static const struct sock_filter head[] = {
	LOAD(arch),
	IF(NATIVE, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	LOAD(nr),
};

/* What changes the memory or hands it on, and what is printed. */
static const struct sock_filter calls[] = {
	IF(SYS_clone, 11),
	IF(SYS_clone3, 10),
	IF(SYS_execve, 9),
	IF(SYS_brk, 8),
	IF(SYS_mmap, 7),
	IF(SYS_munmap, 6),
	IF(SYS_mremap, 5),
	IF(SYS_mprotect, 4),
	IF(SYS_madvise, 3),
	IF_NOT(SYS_write, 4),
	LOAD(args[0]),
	BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 2, 1, 0), /* to a file */
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static const struct sock_filter ends[] = {
	IF(SYS_exit_group, 9),
	IF(SYS_exit, 8),
	IF_NOT(SYS_ptrace, 6),
	LOAD(args[0]),
	IF(PTRACE_SYSCALL, 1),
	IF_NOT(PTRACE_CONT, 3),
	LOAD(args[3]), /* the signal that is handed on, 0: none */
	IF(0, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
};

enum {
	HEAD = sizeof head / sizeof *head,
	CALLS = sizeof calls / sizeof *calls,
	ENDS = sizeof ends / sizeof *ends
};

/* Its descriptor, or -1 with errno set. Only root may do so and still gain rights later. */
static int raise_filter(bool with_calls)
{
	struct sock_filter code[HEAD + CALLS + ENDS];
	unsigned short length = HEAD;
	struct sock_fprog program = {.filter = code};

	memcpy(code, head, sizeof head);
	if (with_calls) {
		memcpy(code + length, calls, sizeof calls);
		length += CALLS;
	}
	memcpy(code + length, ends, sizeof ends);
	program.len = length + ENDS;
	if (geteuid() != 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}
#else
static int raise_filter(bool with_calls)
{
	(void)with_calls;
	errno = ENOSYS;
	return -1;
}
#endif

/* Hands a descriptor over, with a byte; unix(7). */
static int hand_over(int fd)
{
	char byte = 0;
	struct iovec part = {&byte, 1};
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control = {.room = ""};
	struct msghdr message = {.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.room,
		.msg_controllen = sizeof control.room};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(header), &fd, sizeof fd);
	return sendmsg(SHIM_GO, &message, 0) == 1 ? 0 : -1;
}

static int report(const struct shim_greeting *greeting, const char *what, int value)
{
	char line[64];
	int length = snprintf(line, sizeof line, "%s %s %d\n", greeting->word, what, value);

	return write(SHIM_STATUS, line, (size_t)length) == length ? 0 : -1;
}

int announce_and_become(char *const argv[], bool with_calls)
{
	struct shim_greeting greeting;
	char go;
	int listener;

	if (read(SHIM_GO, &greeting, sizeof greeting) != sizeof greeting)
		return 1;
	listener = raise_filter(with_calls);
	if (report(&greeting, "ends", listener < 0 ? errno : 0) != 0 ||
		(listener >= 0 && hand_over(listener) != 0) || read(SHIM_GO, &go, 1) != 1)
		return 1;
	if (listener >= 0)
		close(listener);
	execvp(argv[0], argv);
	report(&greeting, "refused strace", errno);
	return 1;
}
