/* SPDX-License-Identifier: MIT */
#include "collector.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void collector_open(struct collector *collector, int fd)
{
	collector->fd = fd;
	collector->copy = memory_stream(&collector->data, &collector->size);
	fflush(collector->copy); /* which makes the data, empty as it is, readable */
}

int collector_open_pipe(struct collector *collector)
{
	int ends[2];

	*collector = (struct collector){.fd = -1};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	collector_open(collector, ends[0]);
	return ends[1];
}

/* Reads what is there. A terminal whose other side is gone fails with EIO: its end. */
void collector_read(struct collector *collector)
{
	char part[8192];
	ssize_t got;

	if (collector->fd < 0)
		return;
	got = read(collector->fd, part, sizeof part);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0) {
		close(collector->fd);
		collector->fd = -1;
		return;
	}
	if (collector->count < MOST_COLLECTED)
		fwrite(part, 1, (size_t)got, collector->copy);
	collector->count += (size_t)got;
	fflush(collector->copy);
}

struct bytes collector_close(struct pool *pool, struct collector *collector)
{
	struct bytes bytes;

	if (!collector->copy)
		return (struct bytes){.data = pool_copy(pool, "", 0)};
	if (collector->fd >= 0)
		close(collector->fd);
	fclose(collector->copy);
	bytes.data = pool_copy(pool, collector->data, collector->size);
	bytes.size = collector->size;
	free(collector->data);
	return bytes;
}
