/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../evidence/misdeed.h"

/* What a trace shows of attempts at the processes that watch it: 10, 20 and 30 here. */

static const pid_t watchers[] = {10, 20, 30};

#define START "40 execve(\"./sample\", [\"./sample\"], 0x7ffc /* 2 vars */) = 0\n"
#define END   "40 +++ exited with 0 +++\n"

static const struct {
	const char *line; /* between the start and the end */
	enum misdeed_kind kind;
	const char *call;
} lines[] = {
	{"40 write(1, \"kill(10, SIGKILL)\", 17) = 17\n", MISDEED_NONE, ""},
	{"40 write(1, \"/proc/10/mem\", 12) = 12\n", MISDEED_NONE, ""},
	/* children and threads */
	{"40 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 41\n"
	 "41 +++ exited with 0 +++\n",
		MISDEED_NONE, ""},
	{"40 clone(child_stack=NULL, flags=CLONE_UNTRACED|SIGCHLD) = 41\n",
		MISDEED_UNTRACED, "clone"},
	{"40 clone(child_stack=NULL, flags=CLONE_UNTRACED|SIGCHLD) = -1 EPERM (Operation "
	 "not "
	 "permitted)\n",
		MISDEED_UNTRACED, "clone"},
	{"40 clone3({flags=CLONE_VM|CLONE_UNTRACED, exit_signal=SIGCHLD}, 88) = 41\n",
		MISDEED_UNTRACED, "clone3"},
	{"40 clone( <unfinished ...>\n"
	 "41 exit_group(0) = ?\n"
	 "40 <... clone resumed>, child_stack=NULL, flags=CLONE_UNTRACED|SIGCHLD) = 42\n",
		MISDEED_UNTRACED, "clone"},
	{"40 vfork( <unfinished ...>\n"
	 "41 exit_group(0) = ?\n"
	 "40 <... vfork resumed>) = 41\n",
		MISDEED_NONE, ""},
	{"40 clone3({flags=CLONE_VM, exit_signal=SIGCHLD}, 88) = 41\n", MISDEED_UNSEEN,
		"clone3"},
	{"40 fork() = -1 EAGAIN (Resource temporarily unavailable)\n", MISDEED_NONE, ""},
	/* signals */
	{"40 kill(40, SIGTERM) = 0\n", MISDEED_NONE, ""},
	{"40 kill(0, SIGTERM) = 0\n", MISDEED_NONE, ""},
	{"40 kill(100, SIGTERM) = -1 ESRCH (No such process)\n", MISDEED_NONE, ""},
	{"40 tgkill(40, 40, SIGABRT) = 0\n", MISDEED_NONE, ""},
	{"40 kill(10, 0) = 0\n", MISDEED_NONE, ""},
	{"40 kill(10, SIGSTOP) = 0\n", MISDEED_REACHES, "kill"},
	{"40 kill(-20, SIGSTOP) = -1 EPERM (Operation not permitted)\n", MISDEED_REACHES,
		"kill"},
	{"40 kill(-1, SIGKILL) = 0\n", MISDEED_REACHES, "kill"},
	{"41 kill(30, SIGKILL <unfinished ...>\n", MISDEED_REACHES, "kill"},
	{"40 tkill(20, SIGSTOP) = 0\n", MISDEED_REACHES, "tkill"},
	{"40 tgkill(20, 20, SIGSTOP) = 0\n", MISDEED_REACHES, "tgkill"},
	{"40 rt_sigqueueinfo(10, SIGSTOP, {}) = 0\n", MISDEED_REACHES, "rt_sigqueueinfo"},
	{"40 pidfd_open(30, 0) = 3\n", MISDEED_REACHES, "pidfd_open"},
	{"40 pidfd_open(41, 0) = 3\n", MISDEED_NONE, ""},
	{"40 pidfd_send_signal(3, SIGSTOP, NULL, 0) = 0\n", MISDEED_REACHES,
		"pidfd_send_signal"},
	{"40 prlimit64(10, RLIMIT_NOFILE, {rlim_cur=0, rlim_max=0}, NULL) = 0\n",
		MISDEED_REACHES, "prlimit64"},
	{"40 prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024}) = 0\n", MISDEED_NONE,
		""},
	/* what debuggers do, and work without system calls */
	{"40 ptrace(PTRACE_ATTACH, 10) = 0\n", MISDEED_DEBUGS, "ptrace"},
	{"40 process_vm_writev(30, [], 1, [], 1, 0) = 5\n", MISDEED_DEBUGS,
		"process_vm_writev"},
	{"40 process_vm_readv(40, [], 1, [], 1, 0) = 5\n", MISDEED_NONE, ""},
	{"40 pidfd_getfd(3, 6, 0) = 7\n", MISDEED_DEBUGS, "pidfd_getfd"},
	{"40 io_uring_setup(4, {flags=0}) = 3\n", MISDEED_IO_URING, "io_uring_setup"},
	/* files of /proc */
	{"40 openat(AT_FDCWD, \"/proc/self/mem\", O_RDWR) = 3\n", MISDEED_NONE, ""},
	{"40 openat(AT_FDCWD, \"/proc/40/mem\", O_RDWR) = 3\n", MISDEED_NONE, ""},
	{"40 openat(AT_FDCWD, \"/proc/10/stat\", O_RDONLY) = 3\n", MISDEED_NONE, ""},
	{"40 openat(AT_FDCWD, \"/proc/10/mem\", O_RDWR) = 3\n", MISDEED_OPENS, "openat"},
	{"40 openat(AT_FDCWD, \"/proc/10/task/10/mem\", O_RDWR) = 3\n", MISDEED_OPENS,
		"openat"},
	{"40 open(\"/proc//./30/fd/3\", O_WRONLY) = -1 EACCES (Permission denied)\n",
		MISDEED_OPENS, "open"},
	{"40 openat(AT_FDCWD, \"/proc/99/fd\", O_RDONLY) = 3\n", MISDEED_OPENS, "openat"},
	{"40 openat(3, \"20/mem\", O_RDWR) = 4\n", MISDEED_OPENS, "openat"},
	{"40 openat(3, \"99/mem\", O_RDWR) = 4\n", MISDEED_NONE, ""},
	{"40 chdir(\"/proc/10\") = 0\n", MISDEED_OPENS, "chdir"},
	{"40 chdir(\"/proc/10/task/\") = 0\n", MISDEED_NONE, ""},
	{"40 symlink(\"/proc/10/mem\", \"innocent\") = 0\n", MISDEED_OPENS, "symlink"},
	{"40 symlink(\"innocent\", \"/proc/10/mem\") = 0\n", MISDEED_OPENS, "symlink"},
	{"40 openat(AT_FDCWD, \"a\\\"/../../proc/10/mem\", O_RDWR) = 3\n", MISDEED_OPENS,
		"openat"},
	{"40 openat(AT_FDCWD, \"/home/10/memory\", O_RDONLY) = 3\n", MISDEED_NONE, ""},
	{"40 openat(AT_FDCWD, \"/tmp/1234/mem\", O_RDONLY) = 3\n", MISDEED_NONE, ""},
};

static struct misdeed find(const char *text, bool whole)
{
	return misdeed_find(text, strlen(text), watchers, 3, whole);
}

Test(misdeed, is_found_in_the_line_that_shows_it)
{
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char log[1000];
		struct misdeed misdeed;

		snprintf(log, sizeof log, START "%s" END, lines[i].line);
		misdeed = find(log, true);
		cr_expect_eq(misdeed.kind, lines[i].kind, "%d for %s", (int)misdeed.kind,
			lines[i].line);
		cr_expect_str_eq(misdeed.call, lines[i].call, "%s", lines[i].line);
		cr_expect_eq(misdeed.line > 1, lines[i].kind != MISDEED_NONE, "line %d",
			misdeed.line);
	}
}

Test(misdeed, of_several_the_first_is_told)
{
	struct misdeed misdeed = find(START "40 getpid() = 40\n"
					    "40 kill(10, SIGSTOP) = 0\n"
					    "40 ptrace(PTRACE_ATTACH, 10) = 0\n" END,
		true);

	cr_assert_eq(misdeed.kind, MISDEED_REACHES);
	cr_assert_eq(misdeed.line, 3);
}

/* While strace has not ended by itself, a child's lines may still be missing. */
Test(misdeed, a_child_without_a_line_counts_only_in_a_whole_log)
{
	static const char log[] =
		START "40 clone3({flags=CLONE_VM, exit_signal=SIGCHLD}, 88) = 41\n" END;
	static const char inner[] =
		START "40 clone(child_stack=NULL, flags=CLONE_NEWPID|SIGCHLD) = 41\n"
		      "41 fork() = 2\n"
		      "42 exit_group(0) = ?\n" END;

	cr_expect_eq(find(log, true).kind, MISDEED_UNSEEN);
	cr_expect_eq(find(log, false).kind, MISDEED_NONE);
	cr_expect_eq(find(inner, true).kind, MISDEED_NONE, "numbers of another namespace");
}

Test(misdeed, is_not_in_an_empty_or_broken_log)
{
	cr_expect_eq(find("", true).kind, MISDEED_NONE);
	cr_expect_eq(find("\n\n", true).kind, MISDEED_NONE);
	cr_expect_eq(find("40 kill(", true).kind, MISDEED_NONE, "no whole line");
	cr_expect_eq(find("40 kill(\n", true).kind, MISDEED_NONE);
	cr_expect_eq(find("40 kill(\n10, SIGSTOP) = 0\n", true).kind, MISDEED_NONE,
		"a number of the next line");
	cr_expect_eq(find("40 open(\"/proc/10/mem\n", true).kind, MISDEED_OPENS);
	cr_expect_eq(find("40 open(\"\\\n", true).kind, MISDEED_NONE);
}
