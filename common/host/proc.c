/* SPDX-License-Identifier: MIT */
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What is left of a file, as far as there is room. */
static ssize_t read_whole(int fd, char *text, size_t room)
{
	size_t size = 0;
	ssize_t got;

	while (size < room && (got = read(fd, text + size, room - size)) != 0) {
		if (got < 0)
			return size > 0 ? (ssize_t)size : -1;
		size += (size_t)got;
	}
	return (ssize_t)size;
}

ssize_t proc_read(char *text, size_t room, const char *path, ...)
{
	char name[128];
	va_list args;
	ssize_t got;
	int saved;
	int fd;

	text[0] = '\0';
	va_start(args, path);
	vsnprintf(name, sizeof name, path, args);
	va_end(args);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = read_whole(fd, text, room - 1);
	saved = errno;
	close(fd);
	errno = saved;
	text[got > 0 ? got : 0] = '\0';
	return got;
}

bool proc_has_memory(pid_t pid)
{
	char text[4096];

	return proc_read(text, sizeof text, "/proc/%d/status", (int)pid) > 0 &&
		strstr(text, "\nVmSize:");
}
