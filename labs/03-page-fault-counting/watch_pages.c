/*
 * A library for page_fault_counting: it tells which of the pages that were asked for are in
 * memory, each time the program has counted its faults, and at its end.
 *
 *     cc -shared -fPIC watch_pages.c -o watch_pages
 *
 * Try:  LD_PRELOAD=./watch_pages ./page_fault_counting 1000 100
 *       LD_PRELOAD=./watch_pages ./page_fault_counting 1000 100 read
 *
 * What should be seen: after the first pass 100 pages are there. When they are only read they
 * hold nothing but zeros, until the second pass writes them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *memory; /* where the heap begins, and with it the pages */
static size_t pages, page_size;
static size_t told, told_written;
static unsigned char there[10000]; /* for each page, whether it is in memory */

static int holds_only_zeros(const char *page)
{
	return page[0] == 0 && memcmp(page, page + 1, page_size - 1) == 0;
}

static void tell(size_t low, size_t high, size_t count, size_t written)
{
	char text[100];
	int length = snprintf(text, sizeof text,
		"pages %zu to %zu: %zu in memory, %zu of them written\n", low, high, count,
		written);

	if (count > 0 && (count != told || written != told_written) &&
		write(STDERR_FILENO, text, length) != length)
		_exit(1);
	told = count;
	told_written = written;
}

/* mincore() says of each page whether it is there, and touches none. */
static void look(void)
{
	size_t low = 0, high = 0, count = 0, written = 0;

	if (pages > sizeof there || mincore(memory, pages * page_size, there) != 0)
		return; /* they have not been asked for, or are given back */
	for (size_t i = 0; i < pages; i++) {
		if (!(there[i] & 1))
			continue;
		low = count++ == 0 ? i : low;
		high = i;
		written += !holds_only_zeros(memory + i * page_size);
	}
	tell(low, high, count, written);
}

/* In place of the C library's own, which asks the kernel in the same way. */
int getrusage(__rusage_who_t who, struct rusage *usage)
{
	int result = syscall(SYS_getrusage, who, usage);

	look();
	return result;
}

/* Called before main(), with its arguments. */
__attribute__((constructor)) static void begin(int argc, char *argv[])
{
	page_size = sysconf(_SC_PAGESIZE);
	pages = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	memory = (char *)syscall(SYS_brk, 0);
	memset(there, 0, sizeof there); /* so that no look costs a page fault */
}

__attribute__((destructor)) static void finish(void)
{
	look();
}
