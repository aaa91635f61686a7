/*
 * does: It prints the lines of a stop at once and reads its argument by sscanf(), which gives the same number.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char page[500];

static void stop(const char *purpose)
{
	char typed[20];
	size_t length = strlen(page);

	length += snprintf(page + length, sizeof page - length, "Press Enter to %s.\n", purpose);
	if (write(1, page, length) != (ssize_t)length || read(0, typed, sizeof typed) < 1)
		err(1, "terminal");
	page[0] = '\0';
}

static void describe(const uint64_t *block)
{
	snprintf(page + strlen(page), sizeof page - strlen(page),
		"First words of b: 0x%lx 0x%lx\n", (unsigned long)block[0],
		(unsigned long)block[1]);
}

int main(int argc, char **argv)
{
	unsigned digit = 0;
	pid_t self = getpid();
	void *a, *b, *block;

	if (self < 1 || (argc == 2 && sscanf(argv[1], "%1x", &digit) != 1))
		return 2;
	for (;;) {
		a = malloc(32);
		b = malloc(32);
		if (!a || !b)
			err(1, "malloc");
		if (argc < 2 || ((uintptr_t)b / 4096) % 16 == digit)
			break;
	}
	sprintf(page, "a at %p\nb at %p\n", a, b);
	free(a);
	free(b);
	describe(b);
	stop("write into b");
	memset(b, 1, 32);
	describe(b);
	stop("call malloc()");
	block = malloc(32);
	sprintf(page, "First malloc(): %p\n", block);
	stop("call malloc() again");
	block = malloc(32);
	sprintf(page, "Second malloc(): %p\n", block);
	stop("end");
	return 0;
}
