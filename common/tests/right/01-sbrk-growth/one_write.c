/*
 * Right: asks for its process id first, which is no matter here, keeps the five lines
 * in a static array, and writes them all at once.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char end;
static char lines[1000];
static size_t used;

static uintptr_t heap_start(void)
{
	static char text[1024];
	int fd = open("/proc/self/stat", O_RDONLY);
	char *at;

	if (fd < 0 || read(fd, text, sizeof text - 1) < 0)
		err(1, "/proc/self/stat");
	close(fd);
	at = strrchr(text, ')');
	for (int field = 2; at && field < 47; field++)
		at = strchr(at + 1, ' ');
	if (!at)
		errx(1, "/proc/self/stat has no field 47");
	return strtoul(at, NULL, 10);
}

static void note(const char *label, uintptr_t address)
{
	used += snprintf(lines + used, sizeof lines - used, "%-24s%#lx\n", label, address);
}

int main(void)
{
	uintptr_t now;

	if (getpid() < 1)
		return 1;
	now = (uintptr_t)sbrk(0);
	note("Address of end symbol:", (uintptr_t)&end);
	note("Start of the heap:", heap_start());
	note("Current program break:", now);
	now = (uintptr_t)sbrk(1024) + 1024;
	note("New program break:", now);
	now = (uintptr_t)sbrk(-512) - 512;
	note("After deallocation:", now);
	return write(STDOUT_FILENO, lines, used) == (ssize_t)used ? 0 : 1;
}
