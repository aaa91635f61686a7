/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_LOG_H
#define VMLAB_RUN_LOG_H

#include <stdbool.h>
#include <sys/types.h>

#include "../base/text.h"

/*
 * strace's log, read while it grows. It is a file without a name, so that a program cannot
 * reach it by a path, and whoever opens it by strace's descriptor, as /proc/PID/fd/N, is
 * noticed. Each byte is handed out once.
 */
struct log {
	int fd;      /* -1: there is none */
	int watch;   /* of inotify(7), -1: nobody watches */
	off_t read;  /* how many bytes have been read */
	char *data;  /* the lines handed out last, and what has come behind them */
	size_t size; /* of both */
	size_t handed;
	size_t room;
};

/* Make one, which strace opens by its descriptor. -1 with errno set. End with log_close. */
int log_open(struct log *log);
void log_close(struct log *log);

/* From now on nobody has a reason to open it: strace has done so. */
void log_watch(struct log *log);

/* Has somebody? */
bool log_was_opened(const struct log *log);

/*
 * Read on. The whole lines that have come since the last call, or some of them, without the
 * times that strace has put before them, good until the next call; false when no line has been ended since.
 */
bool log_next(struct log *log, struct bytes *lines);

/* All of it as it is now, owned by the pool. */
struct bytes log_whole(const struct log *log, struct pool *pool);

#endif
