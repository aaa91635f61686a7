/* SPDX-License-Identifier: MIT */

/*
 * LD_PRELOAD=hide.so COMMAND [ARG...]
 *
 * The command reads /proc/PID/maps and /proc/PID/smaps, of whatever process, as a kernel
 * shows them that has no [vsyscall] page. That page is the last one in these files.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef FILE *opener(const char *path, const char *mode);

static int is_map(const char *path)
{
	size_t length = strlen(path);

	return strncmp(path, "/proc/", strlen("/proc/")) == 0 && length >= strlen("maps") &&
		strcmp(path + length - strlen("maps"), "maps") == 0;
}

/* A copy of the file that ends before the line. */
static FILE *copy_up_to(FILE *file, const char *last)
{
	FILE *copy = tmpfile();
	char line[4096];

	while (copy && fgets(line, sizeof line, file) && !strstr(line, last))
		fputs(line, copy);
	fclose(file);
	if (copy)
		rewind(copy);
	return copy;
}

FILE *fopen(const char *path, const char *mode)
{
	opener *real = (opener *)dlsym(RTLD_NEXT, "fopen");
	FILE *file = real(path, mode);

	return file && is_map(path) ? copy_up_to(file, "[vsyscall]") : file;
}
