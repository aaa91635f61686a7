/* SPDX-License-Identifier: MIT */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard.h"

#ifndef SYS_close_range
#define SYS_close_range 436 /* of every architecture; headers before Linux 5.9 lack it */
#endif
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4U
#endif

#define QUERY_PERSONALITY 0xffffffffUL
#define SHIM_PERSONAS     (ADDR_COMPAT_LAYOUT | MMAP_PAGE_ZERO)

enum { MOST_DESCRIPTORS = 256, DEFAULT_STACK = 8 << 20 };

void shim_write_options(
	const struct shim_options *options, char words[SHIM_OPTION_WORDS][SHIM_WORD])
{
	snprintf(words[0], SHIM_WORD, "randomised=%d", options->randomised);
	snprintf(words[1], SHIM_WORD, "huge=%d", options->huge_pages);
	snprintf(words[2], SHIM_WORD, "stack=%lld", options->stack);
	snprintf(words[3], SHIM_WORD, "user=%u", options->user);
	snprintf(words[4], SHIM_WORD, "group=%u", options->group);
	snprintf(words[5], SHIM_WORD, "persona=%u", options->persona);
	snprintf(words[6], SHIM_WORD, "bare=%d", options->bare);
}

int shim_read_option(struct shim_options *options, const char *word)
{
	return sscanf(word, "randomised=%d", &options->randomised) == 1 ||
			sscanf(word, "huge=%d", &options->huge_pages) == 1 ||
			sscanf(word, "stack=%lld", &options->stack) == 1 ||
			sscanf(word, "user=%u", &options->user) == 1 ||
			sscanf(word, "group=%u", &options->group) == 1 ||
			sscanf(word, "persona=%u", &options->persona) == 1 ||
			sscanf(word, "bare=%d", &options->bare) == 1
		? 0
		: -1;
}

static struct shim_greeting greeting;
static pid_t tracer; /* the shim's parent, 0 where that is the keeper */

/* Tell the harness, in one write. When that fails, nobody is left to be told. */
static void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void report(const char *format, ...)
{
	char line[128];
	int length = snprintf(line, sizeof line, "%s ", greeting.word);
	va_list args;

	va_start(args, format);
	length += vsnprintf(line + length, sizeof line - (size_t)length, format, args);
	va_end(args);
	if (write(SHIM_STATUS, line, (size_t)length) < 0)
		return;
}

static int refused(const char *what)
{
	report("refused %s %d\n", what, errno);
	return -1;
}

static int failed(const char *what)
{
	report("failed %s %d\n", what, errno);
	return -1;
}

/* Sets the personality so that addresses are (not) randomised; personality(2). */
static int set_randomisation(int wanted, int *randomised)
{
	int now = personality(QUERY_PERSONALITY);
	int next;

	*randomised = now == -1 || !(now & ADDR_NO_RANDOMIZE);
	if (*randomised == wanted)
		return 0;
	next = wanted == 1 ? now & ~ADDR_NO_RANDOMIZE : now | ADDR_NO_RANDOMIZE;
	if (now != -1 && personality((unsigned long)next) != -1) {
		*randomised = wanted == 1;
		return 0;
	}
	return wanted == -1 ? 0 : refused("personality");
}

/* The lab has these bits of personality(2) and no others of them, whatever the caller has. */
static int set_persona(unsigned bits)
{
	int now = personality(QUERY_PERSONALITY);
	unsigned wanted = ((unsigned)now & ~SHIM_PERSONAS) | bits;

	if (now == -1 ? bits == 0 : (unsigned)now == wanted)
		return 0;
	return now != -1 && personality(wanted) != -1 ? 0 : refused("personality");
}

static int huge_pages_are_forced(void)
{
	char text[64] = "";
	int fd = open("/sys/kernel/mm/transparent_hugepage/enabled", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof text - 1) < 0)
		text[0] = '\0';
	close(fd);
	return strstr(text, "[always]") != NULL;
}

/* A refusal matters only where the kernel would use huge pages unasked. */
static int set_huge_pages(int wanted)
{
	if (prctl(PR_SET_THP_DISABLE, !wanted, 0, 0, 0) == 0)
		return 0;
	return !wanted && huge_pages_are_forced() ? refused("thp") : 0;
}

/*
 * A core limit of 1 leaves no core file behind: 0 would be ignored where core_pattern is a
 * pipe (core(5), and fs/coredump.c in the kernel).
 */
static int set_limits(long long stack)
{
	struct rlimit core = {1, 1};
	struct rlimit limit;

	if (getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max < 1)
		core.rlim_cur = core.rlim_max = limit.rlim_max;
	if (setrlimit(RLIMIT_CORE, &core) != 0)
		return failed("setrlimit");
	if (stack == SHIM_STACK_KEPT)
		return 0;
	if (getrlimit(RLIMIT_STACK, &limit) != 0)
		return failed("getrlimit");
	limit.rlim_cur = stack < 0 ? RLIM_INFINITY : stack ? (rlim_t)stack : DEFAULT_STACK;
	if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) {
		if (stack != 0)
			return refused("stack");
		limit.rlim_cur = limit.rlim_max;
	}
	return setrlimit(RLIMIT_STACK, &limit) == 0 ? 0 : failed("setrlimit");
}

static int set_user(unsigned user, unsigned group)
{
	if (user == (unsigned)-1)
		return 0;
	if (setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0 ||
		setresuid(user, user, user) != 0)
		return refused("user");
	return 0;
}

static int set_up(const struct shim_options *options, int *randomised)
{
	if (set_randomisation(options->randomised, randomised) != 0 ||
		set_persona(options->persona) != 0 ||
		set_huge_pages(options->huge_pages) != 0 ||
		set_limits(options->stack) != 0 ||
		set_user(options->user, options->group) != 0)
		return -1;
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* cleared by a change of user, so it is last */
	return 0;
}

/* The lab inherits its three standard streams and nothing else. */
static int set_streams(void)
{
	if (dup2(SHIM_STDERR, STDERR_FILENO) < 0)
		return failed("dup2");
	if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
		return 0;
	for (int fd = STDERR_FILENO + 1; fd < MOST_DESCRIPTORS;
		fd++) /* before Linux 5.11 */
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return 0;
}

/* A path is executed or not; execvp(3) would hand a file of another kind to a shell. */
static int become(char *const argv[])
{
	const pid_t above[GUARDED] = {
		greeting.harness, greeting.above, greeting.keeper, tracer, getppid()};

	if (greeting.harness)
		guard_raise(above);
	if (strchr(argv[0], '/'))
		execv(argv[0], argv);
	else
		execvp(argv[0], argv);
	failed("execve");
	return 1;
}

static long minor_and_major(const struct rusage *usage)
{
	return usage->ru_minflt + usage->ru_majflt;
}

/*
 * Where no counter is allowed: the lab's parent learns its faults from wait4(2). vfork(2),
 * because a child with a copy of this memory would take a varying number of faults for its
 * copies between getrusage() and the execve.
 */
static int become_and_wait(char *const argv[])
{
	struct rusage usage;
	int status;
	pid_t child;

	prctl(PR_SET_DUMPABLE, 0);      /* the lab could open this process's descriptors */
	getrusage(RUSAGE_SELF, &usage); /* so that the code is in memory */
	child = vfork();

	if (child < 0) {
		failed("fork");
		return 1;
	}
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		getrusage(RUSAGE_SELF, &usage);
		report("lab %d %ld\n", (int)getpid(), minor_and_major(&usage));
		_exit(become(argv));
	}
	while (wait4(child, &status, 0, &usage) < 0)
		if (errno != EINTR)
			return 1;
	report("end %d %ld %ld\n", status, minor_and_major(&usage), usage.ru_majflt);
	return 0;
}

int shim_become(const struct shim_options *options, char *const argv[])
{
	int randomised;
	char go;

	tracer = getppid();
	if (read(SHIM_GO, &greeting, sizeof greeting) != sizeof greeting)
		return 1;
	if (set_streams() != 0 || set_up(options, &randomised) != 0)
		return 1;
	report("pid %d %d\n", (int)getpid(), randomised);
	if (read(SHIM_GO, &go, 1) != 1)
		return 1;
	return go == GO_COUNT ? become_and_wait(argv) : become(argv);
}
