/* SPDX-License-Identifier: MIT */
#include "guard.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"

/* The same numbers on every architecture; older headers lack some. */
enum {
	CALL_PIDFD_SEND_SIGNAL = 424,
	CALL_IO_URING_SETUP = 425,
	CALL_PIDFD_OPEN = 434,
	CALL_PIDFD_GETFD = 438,
};

enum { X32 = 0x40000000 }; /* this bit makes a number one of the x32 ABI */

#ifdef NATIVE

/* A program for the kernel's filter machine, as it is written. */
struct filter {
	struct sock_filter code[256];
	unsigned short length;
};

/* Whom a signal may not be sent to, as kill(2) takes them. */
struct targets {
	pid_t at[2 * GUARDED + 1];
	int count;
};

/* The processes, their groups unless that is our own, and -1, which is everybody. */
static void find_targets(struct targets *targets, const pid_t above[GUARDED])
{
	targets->count = 0;
	for (int i = 0; i < GUARDED; i++) {
		pid_t group = above[i] > 0 ? getpgid(above[i]) : 0;

		if (above[i] > 0)
			targets->at[targets->count++] = above[i];
		if (group > 0 && group != getpgrp())
			targets->at[targets->count++] = -group;
	}
	targets->at[targets->count++] = -1;
}

static void add(struct filter *filter, int code, int yes, int no, uint32_t value)
{
	filter->code[filter->length++] = (struct sock_filter){
		(unsigned short)code, (unsigned char)yes, (unsigned char)no, value};
}

static void load(struct filter *filter, size_t offset)
{
	add(filter, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void refuse(struct filter *filter)
{
	add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM);
}

/* Refuses what is not a call of this machine itself. */
static void refuse_foreign(struct filter *filter)
{
	load(filter, offsetof(struct seccomp_data, arch));
	add(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, NATIVE);
	refuse(filter);
	load(filter, offsetof(struct seccomp_data, nr));
	add(filter, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32);
	refuse(filter);
}

/* Refuses a call whatever its arguments are. The number of the call is loaded. */
static void refuse_call(struct filter *filter, int number)
{
	add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)number);
	refuse(filter);
}

/* Refuses one whose first argument, of which the lower half is a pid_t, is among these. */
static void refuse_with(struct filter *filter, int number, const struct targets *targets)
{
	add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 2 * targets->count + 2, (uint32_t)number);
	load(filter, offsetof(struct seccomp_data, args));
	for (int i = 0; i < targets->count; i++) {
		add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)targets->at[i]);
		refuse(filter);
	}
	load(filter, offsetof(struct seccomp_data, nr));
}

/* Refuses a clone(2) with this flag, which is the first argument on these machines. */
static void refuse_clone_with(struct filter *filter, uint32_t flag)
{
	add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_clone);
	load(filter, offsetof(struct seccomp_data, args));
	add(filter, BPF_JMP | BPF_JSET | BPF_K, 0, 1, flag);
	refuse(filter);
	load(filter, offsetof(struct seccomp_data, nr));
}

static void write_filter(struct filter *filter, const pid_t above[GUARDED])
{
	static const int never[] = {SYS_ptrace, SYS_process_vm_writev, CALL_PIDFD_GETFD,
		CALL_PIDFD_SEND_SIGNAL, CALL_IO_URING_SETUP};
	static const int not_to_these[] = {SYS_kill, SYS_tkill, SYS_tgkill,
		SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_prlimit64, CALL_PIDFD_OPEN};

	struct targets targets;

	find_targets(&targets, above);
	refuse_foreign(filter);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		refuse_call(filter, never[i]);
	for (size_t i = 0; i < sizeof not_to_these / sizeof *not_to_these; i++)
		refuse_with(filter, not_to_these[i], &targets);
	refuse_clone_with(filter, CLONE_UNTRACED);
	add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
}
#endif

void guard_raise(const pid_t above[GUARDED])
{
#ifdef NATIVE
	struct filter filter = {.length = 0};
	struct sock_fprog program = {.filter = filter.code};

	write_filter(&filter, above);
	program.len = filter.length;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program);
#else
	(void)above;
#endif
}
