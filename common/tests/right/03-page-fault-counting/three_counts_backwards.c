/*
 * does: It goes from the last page to the first, counts once between the passes for both, and has errors in its own words.
 */
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void die(const char *message)
{
	fprintf(stderr, "%s\n", message);
	exit(1);
}

static long number(const char *text)
{
	unsigned long value = 0;

	if (!*text)
		die("empty number");
	for (; *text; text++) {
		if (!isdigit((unsigned char)*text))
			die("not a number");
		value = value * 10 + (unsigned long)(*text - '0');
		if (value > INT_MAX)
			die("too large");
	}
	return (long)value;
}

static long faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_minflt + usage.ru_majflt;
}

int main(int argc, char **argv)
{
	long total, count, a, b, c;
	long page = getpagesize();
	volatile char seen = 0;
	int reads = argc == 4;
	char *memory;

	if (argc < 3 || argc > 4 || (reads && strcmp(argv[3], "read") != 0))
		die("Usage: program total access [read]");
	total = number(argv[1]);
	count = number(argv[2]);
	if (count > total)
		die("access exceeds total");
	memory = sbrk(0);
	if (brk(memory + total * page) != 0)
		die("brk failed");
	faults();
	a = faults();
	for (long i = count - 1; i >= 0; i--) {
		volatile char *at = memory + i * page;

		if (reads)
			seen = *at;
		else
			*at = 7;
	}
	b = faults();
	for (long i = count - 1; i >= 0; i--)
		((volatile char *)memory)[i * page] = 8;
	c = faults();
	(void)seen;
	printf("Memory asked for: %ld pages at %p\n", total, (void *)memory);
	printf("Faults, first %s: %ld\n", reads ? "read" : "write", b - a);
	printf("Faults, write again: %ld\n", c - b);
	return 0;
}
