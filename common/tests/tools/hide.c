/* SPDX-License-Identifier: MIT */

/*
 * LD_PRELOAD=hide.so COMMAND [ARG...]
 *
 * The command reads /proc/PID/maps and /proc/PID/smaps, of whatever process, as a kernel
 * shows them that has no [vsyscall] page. That page is the last one in these files.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef int opener(const char *path, int flags, ...);

static int is_map(const char *path)
{
	size_t length = strlen(path);

	return strncmp(path, "/proc/", strlen("/proc/")) == 0 && length >= strlen("maps") &&
		strcmp(path + length - strlen("maps"), "maps") == 0;
}

/* A copy of the file that ends before the line; the file itself is closed. */
static int copy_up_to(int fd, const char *last)
{
	FILE *file = fdopen(fd, "r");
	FILE *copy = tmpfile();
	char line[4096];
	int copied = -1;

	while (file && copy && fgets(line, sizeof line, file) && !strstr(line, last))
		fputs(line, copy);
	if (file)
		fclose(file);
	if (!copy)
		return -1;
	rewind(copy);
	copied = fcntl(fileno(copy), F_DUPFD_CLOEXEC, 0);
	fclose(copy);
	return copied;
}

int open(const char *path, int flags, ...)
{
	opener *real = (opener *)dlsym(RTLD_NEXT, "open");
	va_list arguments;
	int mode;
	int fd;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, int) : 0;
	va_end(arguments);
	fd = real(path, flags, mode);
	return fd >= 0 && is_map(path) ? copy_up_to(fd, "[vsyscall]") : fd;
}
