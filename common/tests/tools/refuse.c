/* SPDX-License-Identifier: MIT */

/*
 * refuse CALL=ERRNO... -- COMMAND [ARG...]
 *
 * Runs a command for which some system calls are refused, as in a container, by a seccomp
 * filter (seccomp(2)). CALL is ptrace, perf_event_open, personality, clone3, terminal (the
 * ioctl that unlocks a new pseudo-terminal), thp (the prctl that switches huge pages off),
 * kill, seccomp or chmod; ERRNO is EPERM or ENOSYS.
 */
#include <err.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 64 };

static struct sock_filter filter[MOST];
static unsigned short length;

static const struct {
	const char *name;
	unsigned number;
	unsigned argument; /* 0: whatever its arguments are */
	int position;      /* of that argument, from 0 */
} calls[] = {
	{"ptrace", SYS_ptrace, 0, 0},
	{"perf_event_open", SYS_perf_event_open, 0, 0},
	{"personality", SYS_personality, 0, 0},
	{"clone3", SYS_clone3, 0, 0},
	{"terminal", SYS_ioctl, TIOCSPTLCK, 1},
	{"thp", SYS_prctl, PR_SET_THP_DISABLE, 0},
	{"kill", SYS_kill, 0, 0},
	{"seccomp", SYS_seccomp, 0, 0},
#ifdef SYS_chmod
	{"chmod", SYS_chmod, 0, 0},
#else /* where chmod(3) makes another call */
	{"chmod", SYS_fchmodat, 0, 0},
#endif
};

static void add(unsigned short code, unsigned char jt, unsigned char jf, unsigned k)
{
	if (length == MOST)
		errx(2, "too many calls");
	filter[length++] = (struct sock_filter){code, jt, jf, k};
}

/* Each refusal is a test of its own that falls through to the next one. */
static void refuse(size_t which, int error)
{
	unsigned argument = calls[which].argument;
	int position = calls[which].position;

	add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
	add(BPF_JMP | BPF_JEQ | BPF_K, 0, argument ? 3 : 1, calls[which].number);
	if (argument) {
		add(BPF_LD | BPF_W | BPF_ABS, 0, 0,
			offsetof(struct seccomp_data, args) + 8 * position);
		add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, argument);
	}
	add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | (unsigned)error);
}

static void read_refusal(const char *word)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		size_t name_length = strlen(calls[i].name);

		if (strncmp(word, calls[i].name, name_length) != 0 ||
			word[name_length] != '=')
			continue;
		refuse(i, strcmp(word + name_length + 1, "ENOSYS") == 0 ? ENOSYS : EPERM);
		return;
	}
	errx(2, "unknown call: %s", word);
}

int main(int argc, char *argv[])
{
	struct sock_fprog program = {.filter = filter};
	int at = 1;

	while (at < argc && strcmp(argv[at], "--") != 0)
		read_refusal(argv[at++]);
	if (at + 1 >= argc)
		errx(2, "usage: refuse CALL=ERRNO... -- COMMAND [ARG...]");
	add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
	program.len = length;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		err(2, "seccomp");
	execvp(argv[at + 1], argv + at + 1);
	err(2, "%s", argv[at + 1]);
}
