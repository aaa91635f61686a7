/*
 * does: It reads its minor and major faults from /proc/self/stat, where the kernel tells the same counts.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int stat_file;

static long faults(void)
{
	static char text[1024];
	ssize_t length = pread(stat_file, text, sizeof text - 1, 0);
	unsigned long minor, major;
	char *at;

	if (length < 0)
		err(1, "/proc/self/stat");
	text[length] = '\0';
	at = strrchr(text, ')');
	if (!at || sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %lu %*u %lu", &minor, &major) != 2)
		errx(1, "/proc/self/stat is not as expected");
	return (long)(minor + major);
}

static int number(const char *text)
{
	char *rest;
	long value;

	errno = 0;
	value = strtol(text, &rest, 10);
	if (errno || rest == text || *rest || value < 0 || value > INT_MAX)
		errx(1, "bad number: %s", text);
	return (int)value;
}

static volatile char sink;
static char elsewhere[1 << 16]; /* to call once what is called: its code is a page too */

static long pass(char *memory, size_t step, int count, int reads)
{
	long before = faults();

	for (int i = 0; i < count; i++, memory += step) {
		if (reads)
			sink = *(volatile char *)memory;
		else
			memset(memory, 0xee, step);
	}
	return faults() - before;
}

int main(int argc, char **argv)
{
	char lines[200];
	long page = sysconf(_SC_PAGESIZE), first, second;
	int total, count, reads = argc == 4 && !strcmp(argv[3], "read"), length;
	char *memory;

	if (argc != 3 + reads)
		errx(1, "give two numbers, and perhaps the word read");
	total = number(argv[1]);
	count = number(argv[2]);
	if (count > total)
		errx(1, "%d pages are more than %d", count, total);
	stat_file = open("/proc/self/stat", O_RDONLY);
	memory = sbrk(total * page);
	if (stat_file < 0 || memory == (char *)-1)
		err(1, "sbrk");
	pass(elsewhere, page, 1, reads);
	pass(elsewhere, page, 1, 0);
	first = pass(memory, page, count, reads);
	second = pass(memory, page, count, 0);
	length = snprintf(lines, sizeof lines,
		"Memory asked for:     %d pages at %p\n"
		"Faults, first %s  %ld\nFaults, write again:  %ld\n",
		total, (void *)memory, reads ? "read: " : "write:", first, second);
	return write(1, lines, length) != length;
}
