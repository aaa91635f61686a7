/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_SLEEP_H
#define VMLAB_RUN_SLEEP_H

#include <stdbool.h>
#include <sys/types.h>

/* The system call that a thread sleeps in, and what it waits for there. */

struct call {
	long number; /* -1 where it sleeps in none */
	unsigned long args[6];
	unsigned long sp; /* its stack pointer and program counter */
	unsigned long pc;
};

/*
 * Read the call of a thread that sleeps; proc(5), /proc/PID/syscall. False with errno set
 * when it cannot be looked at.
 */
bool call_read(pid_t tid, struct call *call);

/* Its name, as in "read"; NULL for a call in which programs hardly ever sleep. */
const char *call_name(long which);

/* Is it a call whose first argument is a descriptor that it waits for? */
bool call_has_descriptor(long which);

enum waiting {
	WAITING_OTHERWISE,
	WAITING_FOR_ENTER,           /* for what is typed at the terminal */
	WAITING_FOR_SIGNAL,          /* in pause(2) */
	WAITING_FOR_CERTAIN_SIGNALS, /* as in sigwait(3) and sigsuspend(2) */
	WAITING_SLEEPING,            /* for a time, and for nothing else */
	WAITING_FOR_TIME,            /* it goes on by itself after a time */
};

/* What a thread that sleeps in this call waits for; `terminal` is the program's. */
enum waiting call_waits_for(const struct call *call, pid_t tid, dev_t terminal);

/*
 * A signal that wakes a thread which waits for one: the first of those that it waits for or, in
 * sigsuspend(2), that it handles; SIGTERM where it does not say.
 */
int call_awaited_signal(const struct call *call, pid_t tid);

#endif
