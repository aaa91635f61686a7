/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_LOG_H
#define VMLAB_RUN_LOG_H

#include <stdbool.h>
#include <sys/types.h>

#include "../base/text.h"

/* strace's log, read while it grows. Each byte is read once. */
struct log {
	const char *path;
	int fd;      /* -1 as long as strace has not made it */
	off_t read;  /* how many bytes have been read */
	char *data;  /* the lines handed out last, and what has come behind them */
	size_t size; /* of both */
	size_t handed;
	size_t room;
};

/* Begin with the log that strace is going to write. End with log_close. */
void log_open(struct log *log, const char *path);
void log_close(struct log *log);

/*
 * Read on. The whole lines that have come since the last call, or some of them, good until
 * the next one; false when no line has been ended since.
 */
bool log_next(struct log *log, struct bytes *lines);

#endif
