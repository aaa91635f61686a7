/*
 * Wrong: does not compare the two numbers where it reads first.
 * fails: stderr excess_read
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t page_size;

static long pages(const char *name, const char *text)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	if (end == text || *end != '\0')
		errx(1, "%s must be a whole number, not \"%s\"", name, text);
	if (errno != 0 || value < 0 || value > INT_MAX)
		errx(1, "%s must be from 0 to %d, not %s", name, INT_MAX, text);
	return value;
}

static long fault_count(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) != 0)
		err(1, "getrusage");
	return usage.ru_minflt + usage.ru_majflt;
}

static long touch(volatile char *memory, long count, int write)
{
	long before = fault_count();

	for (long i = 0; i < count; i++) {
		if (write)
			memory[i * page_size] = 1;
		else
			(void)memory[i * page_size];
	}
	return fault_count() - before;
}

int main(int argc, char *argv[])
{
	int read = argc == 4 && strcmp(argv[3], "read") == 0;
	long total, access, first, second;
	char *memory;

	if (argc != 3 && !read)
		errx(1, "usage: %s <total> <access> [read]   (numbers of pages)", argv[0]);
	total = pages("total", argv[1]);
	access = pages("access", argv[2]);
	if (!read && access > total)
		errx(1, "access (%ld) must not exceed total (%ld)", access, total);

	page_size = sysconf(_SC_PAGESIZE);
	memory = sbrk(total * page_size);
	if (memory == (void *)-1)
		err(1, "sbrk");
	touch(memory, 0, 1); /* so that the functions themselves are in memory */
	first = touch(memory, access, !read);
	second = touch(memory, access, 1);
	printf("Memory asked for:     %ld pages at %p\n", total, memory);
	printf("Faults, first %s  %ld\n", read ? "read: " : "write:", first);
	printf("Faults, write again:  %ld\n", second);
	return 0;
}
