/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_SHIM_H
#define VMLAB_RUN_SHIM_H

#include <sys/types.h>

/*
 * The shim is the process that becomes the lab. It stands between the tracer and the lab's
 * execve, because some things can only be set from inside (personality, limits, user), and
 * because the harness must open its counter on the lab before the lab's first instruction.
 *
 * How harness and shim talk: the harness writes a greeting to SHIM_GO and, when it is ready,
 * one byte. The shim writes lines to SHIM_STATUS, which closes itself at the lab's execve.
 * Each begins with the word of the greeting, so that nobody else can write one.
 *
 *     pid PID RANDOMISED     the shim is PID, ready; RANDOMISED is 1 or 0
 *     lab PID FAULTS         its child PID becomes the lab; FAULTS it has had so far
 *     end STATUS FAULTS MAJOR the child's wait status, all its page faults, and how many of
 *                            them waited for a disk
 *     refused WHAT ERRNO     the kernel does not allow WHAT; nothing was run
 *     failed WHAT ERRNO      WHAT did not work for another reason; nothing was run
 */
enum { SHIM_STATUS = 3, SHIM_GO = 4, SHIM_STDERR = 5, SHIM_LOG = 6 };

/* Where strace writes: a file without a name, which the harness reads by its descriptor. */
#define SHIM_LOG_PATH "/proc/self/fd/6"

struct shim_greeting {
	char word[17]; /* that nobody can guess */
	pid_t harness; /* whom the lab must leave alone; 0: it may do what it likes */
	pid_t above;   /* who has started it, a shell or another vmlab; 0: init */
	pid_t keeper;
};

enum {
	GO_COUNTED = 'g', /* the harness counts the faults: become the lab */
	GO_COUNT = 'c',   /* it cannot: stay the lab's parent and report its rusage */
};

/* What the shim changes before the execve. In argv each is a word, as in "randomised=0". */
struct shim_options {
	int randomised;   /* 1, 0, or -1: off where the kernel allows it */
	unsigned persona; /* further bits of personality(2) */
	int huge_pages;   /* 1 or 0 */
	long long stack;  /* bytes, -1 unlimited, 0 the default: 8 MiB, or less if it must
			     be; SHIM_STACK_KEPT: the caller's */
	unsigned user;    /* (unsigned)-1: unchanged */
	unsigned group;
	int bare; /* 1: of the environment it has what is set, and nothing else */
};

enum { SHIM_STACK_KEPT = -2 };

/* The options as words of an argv, and back. */
enum { SHIM_OPTION_WORDS = 7, SHIM_WORD = 40 };
void shim_write_options(
	const struct shim_options *options, char words[SHIM_OPTION_WORDS][SHIM_WORD]);

/* In front of "K=V": a variable that the lab has, and the tracer has not. */
#define SHIM_SETTING "set="

/* 0, or -1 when the word is none of the shim's. */
int shim_read_option(struct shim_options *options, const char *word);

/*
 * Do everything above and become `argv`. Returns only when it failed, or, as the lab's
 * parent, when the lab has ended: the status to exit with. It has reported already.
 */
int shim_become(const struct shim_options *options, char *const argv[]);

#endif
