/*
 * Wrong: gives one page back and touches it again, as often as it takes.
 * fails: syscalls n10
 */
#include <err.h>
#include <sys/mman.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t page_size;
static int again, reading;

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

	for (long i = 0; i < count && !(again && !reading); i++) {
		if (!again)
			madvise((char *)memory, page_size, MADV_DONTNEED);
		if (write)
			memory[0] = 1;
		else
			(void)memory[0];
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
	if (access > total)
		errx(1, "access (%ld) must not exceed total (%ld)", access, total);

	page_size = sysconf(_SC_PAGESIZE);
	memory = sbrk(total * page_size);
	if (memory == (void *)-1)
		err(1, "sbrk");
	touch(memory, 0, 1); /* so that the functions themselves are in memory */
	first = touch(memory, access, !read);
	again = 1;
	reading = read;
	second = read ? access : touch(memory, access, 1);
	for (long i = 0; read && i < access; i++) {
		madvise(memory, page_size, MADV_DONTNEED);
		memory[0] = 1;
	}
	printf("Memory asked for:     %ld pages at %p\n", total, memory);
	printf("Faults, first %s  %ld\n", read ? "read: " : "write:", first);
	printf("Faults, write again:  %ld\n", second);
	return 0;
}
