/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_PROC_H
#define VMLAB_HOST_PROC_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Read a small file of /proc, whose path is formatted as by printf, as text into `room`
 * bytes; what is longer is cut. Its length, or -1 with errno set and an empty text.
 */
ssize_t proc_read(char *text, size_t room, const char *path, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * What a process, or a thread, says of itself; proc(5), /proc/PID/status. All lines but that of
 * the groups, of which a user may have 65,536: it can be longer than all others together.
 */
struct proc_status {
	char text[16384];
};

/* False, and no text, where there is no such thread any more. Everybody may ask of every one. */
bool proc_status(struct proc_status *status, pid_t tid);

/* The number behind a label, as of "Threads" or, in base 16, "SigCgt"; 0 where there is none. */
unsigned long long proc_status_number(
	const struct proc_status *status, const char *label, int base);

/* The letter of its state: S sleeps, Z is dead …; '?' where the text has none. */
char proc_status_state(const struct proc_status *status);

/*
 * Has the process, or that of the thread, memory of its own? One that is about to end has
 * none any more. Everybody may ask this of every process.
 */
bool proc_has_memory(pid_t pid);

#endif
