/*
 * Wrong: prints the process id of its parent.
 * replaces: lines_of_the_map.c
 * fails: syscalls lines
 * at: getpid()
 */
#define _GNU_SOURCE /* for MAP_ANONYMOUS under -std=c11 as well */
#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(const char *format, ...)
{
	char line[80];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Reads the map to its end, tells about it, and waits. */
static void stop(const char *what)
{
	static char text[4096];
	int file = open("/proc/self/maps", O_RDONLY);
	struct stat status;
	ssize_t got;
	long bytes, lines = 0;

	if (file < 0 || fstat(file, &status) != 0)
		err(1, "/proc/self/maps");
	while ((got = read(file, text, sizeof text)) > 0)
		for (ssize_t i = 0; i < got; i++)
			lines += text[i] == '\n';
	bytes = lseek(file, 0, SEEK_CUR); /* how far the file has been read */
	if (got < 0 || bytes < 0 || close(file) != 0)
		err(1, "/proc/self/maps");
	say("Size of the file: %ld, bytes read: %ld, lines: %ld\n",
		(long)status.st_size, bytes, lines);
	say("Press Enter to %s.\n", what);
	if (read(STDIN_FILENO, text, sizeof text) < 0)
		err(1, "read");
}

int main(void)
{
	long page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		err(1, "mmap");
	say("Process id %d, three pages at %p\n", (int)getppid(), (void *)pages);
	stop("forbid writing to the middle page");
	if (mprotect(pages + page, page, PROT_READ) != 0)
		err(1, "mprotect");
	stop("allow it again");
	if (mprotect(pages + page, page, PROT_READ | PROT_WRITE) != 0)
		err(1, "mprotect");
	stop("end");
	return 0;
}
