/* SPDX-License-Identifier: MIT */
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Keeps the lines that are of any use, as far as there is room. */
static void copy_status(FILE *file, struct proc_status *status)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	size_t used = 0;

	while ((length = getline(&line, &room, file)) > 0) {
		if (strncmp(line, "Groups:", 7) == 0 ||
			(size_t)length >= sizeof status->text - used)
			continue;
		memcpy(status->text + used, line, (size_t)length + 1);
		used += (size_t)length;
	}
	free(line);
}

bool proc_status(struct proc_status *status, pid_t tid)
{
	char path[64];
	FILE *file;

	status->text[0] = '\0';
	snprintf(path, sizeof path, "/proc/%d/status", (int)tid);
	file = fopen(path, "re");
	if (!file)
		return false;
	copy_status(file, status);
	fclose(file);
	return status->text[0] != '\0';
}

/* What stands behind the label, which begins a line; NULL where there is no such line. */
static const char *status_field(const struct proc_status *status, const char *label)
{
	size_t length = strlen(label);
	const char *at = status->text;

	while ((at = strchr(at, '\n'))) {
		at++;
		if (strncmp(at, label, length) == 0 && at[length] == ':')
			return at + length + 1;
	}
	return NULL;
}

unsigned long long proc_status_number(
	const struct proc_status *status, const char *label, int base)
{
	const char *field = status_field(status, label);

	return field ? strtoull(field, NULL, base) : 0;
}

char proc_status_state(const struct proc_status *status)
{
	const char *field = status_field(status, "State");

	return field && *field == '\t' ? field[1] : '?';
}

bool proc_has_memory(pid_t pid)
{
	struct proc_status status;

	return proc_status(&status, pid) && status_field(&status, "VmSize");
}
