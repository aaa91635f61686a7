/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_FILE_H
#define VMLAB_BASE_FILE_H

#include "text.h"

/*
 * Read a whole file into the pool. -1 with the file's name when it cannot be read, or has more
 * than 1 GiB.
 */
int file_read(struct pool *pool, const char *path, struct bytes *bytes, struct err *err);

/* Write a whole file, replacing what was there. -1 when it cannot be written. */
int file_write(const char *path, const char *data, size_t size, struct err *err);

/*
 * The same, so that nobody ever meets a half of it: the file gets its name when it is whole, and
 * a link that stands there is replaced and not followed.
 */
int file_replace(const char *path, const char *data, size_t size, struct err *err);

/* Write it to a descriptor. 0, or the errno. */
int file_write_to(int fd, const char *data, size_t size);

/* Say why a file cannot be written, and what can be done about it. Always returns -1. */
int file_cannot_write(struct err *err, const char *path, int error);

#endif
