/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PART = 64 << 10 }; /* bytes that are read at once */

void log_open(struct log *log, const char *path)
{
	*log = (struct log){.path = path, .fd = -1};
}

void log_close(struct log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	free(log->data);
	log_open(log, log->path);
}

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
			abort();
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
		log->fd = open(log->path, O_RDONLY | O_CLOEXEC);
	if (log->fd < 0)
		return false;
	drop_handed(log);
	while ((got = read_part(log)) > 0) {
		char *end = memrchr(log->data + log->size - got, '\n', got);

		if (!end)
			continue;
		log->handed = (size_t)(end + 1 - log->data);
		*lines = (struct bytes){.data = log->data, .size = log->handed};
		return true;
	}
	return false;
}
