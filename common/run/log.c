/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../evidence/trace_times.h"

enum { PART = 64 << 10 }; /* bytes that are read at once */

/* A file of the disk, where one of the memory is refused. */
static int open_on_disk(void)
{
	FILE *file = tmpfile();
	int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 0) : -1;

	if (file)
		fclose(file);
	return fd;
}

int log_open(struct log *log)
{
	*log = (struct log){.fd = memfd_create("strace", MFD_CLOEXEC), .watch = -1};
	if (log->fd < 0)
		log->fd = open_on_disk();
	return log->fd < 0 ? -1 : 0;
}

void log_close(struct log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	if (log->watch >= 0)
		close(log->watch);
	free(log->data);
	*log = (struct log){.fd = -1, .watch = -1};
}

/* --- who opens it --------------------------------------------------------------------- */

void log_watch(struct log *log)
{
	char path[64];

	if (log->fd < 0)
		return;
	snprintf(path, sizeof path, "/proc/self/fd/%d", log->fd);
	log->watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (log->watch >= 0 && inotify_add_watch(log->watch, path, IN_OPEN) < 0) {
		close(log->watch);
		log->watch = -1;
	}
}

bool log_was_opened(const struct log *log)
{
	struct pollfd polled = {.fd = log->watch, .events = POLLIN};

	return log->watch >= 0 && poll(&polled, 1, 0) > 0;
}

/* --- what stands in it ---------------------------------------------------------------- */

/* What has been handed out is of no use any more. */
static void drop_handed(struct log *log)
{
	if (log->handed > 0)
		memmove(log->data, log->data + log->handed, log->size - log->handed);
	log->size -= log->handed;
	log->handed = 0;
}

/* Reads one part behind what there is; the number of bytes, 0 when there are none. */
static size_t read_part(struct log *log)
{
	ssize_t got;

	if (log->room < log->size + PART) {
		log->room = 2 * log->room + PART;
		log->data = realloc(log->data, log->room);
		if (!log->data)
			pool_exhausted();
	}
	got = pread(log->fd, log->data + log->size, PART, log->read);
	if (got <= 0)
		return 0;
	log->read += got;
	log->size += (size_t)got;
	return (size_t)got;
}

bool log_next(struct log *log, struct bytes *lines)
{
	size_t got;

	if (log->fd < 0)
		return false;
	drop_handed(log);
	while ((got = read_part(log)) > 0) {
		char *end = memrchr(log->data + log->size - got, '\n', got);

		if (!end)
			continue;
		log->handed = (size_t)(end + 1 - log->data);
		*lines = (struct bytes){.data = log->data,
			.size = trace_unstamp(log->data, log->handed, NULL)};
		return true;
	}
	return false;
}

struct bytes log_whole(const struct log *log, struct pool *pool)
{
	struct stat status = {0};
	struct bytes whole;
	ssize_t got;

	fstat(log->fd, &status);
	whole = (struct bytes){.data = pool_alloc(pool, (size_t)status.st_size + 1)};
	while (whole.size < (size_t)status.st_size &&
		(got = pread(log->fd, whole.data + whole.size,
			 (size_t)status.st_size - whole.size, (off_t)whole.size)) > 0)
		whole.size += (size_t)got;
	return whole;
}
