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
 * Has the process, or that of the thread, memory of its own? One that is about to end has
 * none any more. Everybody may ask this of every process.
 */
bool proc_has_memory(pid_t pid);

#endif
