/*
 * does: It asks the kernel by syscall(), stores words and ends by _exit(), and touches the same pages.
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static long count_faults(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage))
		err(1, "getrusage");
	return usage.ru_minflt;
}

static unsigned long parse(const char *text)
{
	unsigned long value = 0;
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] || digits > 10 || (value = strtoul(text, NULL, 10)) > INT_MAX) {
		fprintf(stderr, "\"%s\" is no number of pages\n", text);
		_exit(1);
	}
	return value;
}

int main(int argc, char *argv[])
{
	unsigned long total, access, memory, words = sysconf(_SC_PAGESIZE) / sizeof(unsigned long);
	volatile unsigned long *page;
	long counts[4];

	if (argc < 3 || argc > 4 || (argc == 4 && strcmp(argv[3], "read"))) {
		fprintf(stderr, "Usage: %s TOTAL ACCESS [read]\n", argv[0]);
		_exit(1);
	}
	total = parse(argv[1]);
	access = parse(argv[2]);
	if (access > total) {
		fprintf(stderr, "only %lu pages\n", total);
		_exit(1);
	}
	memory = syscall(SYS_brk, 0);
	if ((unsigned long)syscall(SYS_brk, memory + total * words * sizeof *page) == memory && total) {
		fprintf(stderr, "no memory\n");
		_exit(1);
	}
	for (int i = 0; i < 4; i++)
		counts[i] = 0;
	count_faults();
	counts[0] = count_faults();
	page = (volatile unsigned long *)memory;
	for (unsigned long i = 0; i < access; i++)
		if (argc == 4)
			(void)page[i * words];
		else
			page[i * words] = i + 1;
	counts[1] = count_faults();
	counts[2] = count_faults();
	for (unsigned long i = 0; i < access; i++)
		page[i * words + 1] = ~i;
	counts[3] = count_faults();
	printf("Memory asked for:     %lu pages at %#lx\n", total, memory);
	printf("Faults, first %s  %ld\n", argc == 4 ? "read: " : "write:", counts[1] - counts[0]);
	printf("Faults, write again:  %ld\n", counts[3] - counts[2]);
	fflush(stdout);
	_exit(0);
}
