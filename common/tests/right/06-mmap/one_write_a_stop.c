/*
 * does: It writes the lines of a stop at once and reads its pages from /proc/self/stat, which tells what the kernel maps.
 */
#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char text[4096];

static void add(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsprintf(text + strlen(text), format, values);
	va_end(values);
}

static unsigned long mapped_bytes(void)
{
	static char stat[1024];
	int fd = open("/proc/self/stat", O_RDONLY);
	char *at;

	if (fd < 0 || read(fd, stat, sizeof stat - 1) < 0)
		err(1, "/proc/self/stat");
	close(fd);
	at = strrchr(stat, ')') + 2;
	for (int field = 3; field < 23; field++)
		at = strchr(at, ' ') + 1;
	return strtoul(at, NULL, 10);
}

static void wait_here(long page, const char *what)
{
	char answer[100];

	add("Pages of the process: %lu\nPress Enter to %s.\n", mapped_bytes() / page, what);
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		err(1, "write");
	text[0] = '\0';
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
}

static void touch(char *byte)
{
	(*byte)++;
}

int main(int argc, char *argv[])
{
	long page = sysconf(_SC_PAGE_SIZE);
	void *block = malloc(10);
	void *memory;

	add("On the stack: %p\nFrom malloc(10): %p\n", (void *)&argc, block);
	wait_here(page, "map ten bytes");
	memory = mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		err(1, "%s: mmap", argv[0]);
	memset((char *)memory + page - 1, 42, 1);
	add("From mmap(10): %p\nLast byte written: %p\n", memory,
		(char *)memory + page - 1);
	wait_here(page, "unmap ten bytes");
	if (munmap(memory, 10) < 0)
		err(1, "%s: munmap", argv[0]);
	wait_here(page, "touch one of them");
	touch(memory);
	return 0;
}
