/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "messages.h"

enum { MOST_FILE = 1 << 30 }; /* bytes; what is larger, or has no end, is not read */

/* 0, or the errno. */
static int copy_all(FILE *file, FILE *copy)
{
	char part[16384];
	size_t size = 0;
	size_t got;

	while ((got = fread(part, 1, sizeof part, file)) > 0) {
		size += got;
		if (size > MOST_FILE)
			return EFBIG;
		if (fwrite(part, 1, got, copy) != got)
			return ENOMEM;
	}
	return ferror(file) ? errno : 0;
}

/* O_NONBLOCK: a FIFO that nobody writes is an empty file, and nothing is waited for. */
int file_read(struct pool *pool, const char *path, struct bytes *bytes, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
	char *data = NULL;
	size_t size = 0;
	FILE *copy;
	int failed;

	if (!file)
		return err_at(err, path, 0, M_CANNOT_READ, strerror(errno));
	copy = memory_stream(&data, &size);
	failed = copy_all(file, copy);
	fclose(file);
	fclose(copy);
	bytes->data = pool_copy(pool, data, failed ? 0 : size);
	bytes->size = failed ? 0 : size;
	free(data);
	if (failed)
		return err_at(err, path, 0, M_CANNOT_READ, strerror(failed));
	return 0;
}

int file_write_to(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t wrote = write(fd, data, size);

		if (wrote < 0 && errno != EINTR)
			return errno;
		data += wrote > 0 ? wrote : 0;
		size -= wrote > 0 ? (size_t)wrote : 0;
	}
	return 0;
}

int file_cannot_write(struct err *err, const char *path, int error)
{
	if (error == ENOSPC || error == EDQUOT)
		return err_at(err, path, 0, M_NO_ROOM);
	if (error == EFBIG)
		return err_at(err, path, 0, M_FILE_LIMIT);
	return err_at(err, path, 0, M_CANNOT_WRITE, strerror(error));
}

/* Writes all of it to a descriptor, which is closed. 0, or the errno. */
static int write_and_close(int fd, const char *data, size_t size)
{
	int error = file_write_to(fd, data, size);

	return close(fd) != 0 && error == 0 ? errno : error;
}

/* O_NONBLOCK: where a FIFO stands that nobody reads, there is an error and no waiting. */
int file_write(const char *path, const char *data, size_t size, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC, 0666);
	int error = fd < 0 ? errno : write_and_close(fd, data, size);

	return error == 0 ? 0 : file_cannot_write(err, path, error);
}

int file_replace(const char *path, const char *data, size_t size, struct err *err)
{
	struct pool pool = {0};
	const char *fresh = pool_printf(&pool, "%s.%d", path, (int)getpid());
	int fd;
	int error;

	unlink(fresh); /* of a process that had this number and was killed */
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	error = fd < 0 ? errno : write_and_close(fd, data, size);
	if (error == 0 && rename(fresh, path) != 0)
		error = errno;
	if (error != 0 && fd >= 0)
		unlink(fresh);
	pool_free(&pool);
	return error == 0 ? 0 : file_cannot_write(err, path, error);
}
