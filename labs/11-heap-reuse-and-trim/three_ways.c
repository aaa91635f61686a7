/*
 * Ten thousand times 32 bytes, taken in three ways: how often is the kernel asked?
 *
 *     cc three_ways.c -o three_ways
 *
 * Try:  strace -c -e trace=brk ./three_ways sbrk      look at the column "calls"
 *       strace -c -e trace=brk ./three_ways malloc
 *       strace -c -e trace=brk ./three_ways free
 *
 * What should be seen: sbrk() is a system call each time. malloc() asks for more than it
 * needs and serves many calls from that. With free() behind each malloc() it returns the
 * same block ten thousand times. Without free() the heap grows, by malloc() as by sbrk().
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIZE = 32 };

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char *argv[])
{
	static const char prompt[] = "Press Enter to end.\n";
	const char *way = argc > 1 ? argv[1] : "";
	int requests = argc > 2 ? atoi(argv[2]) : 10000;
	int by_sbrk = strcmp(way, "sbrk") == 0, freed = strcmp(way, "free") == 0;
	char key;

	if ((!by_sbrk && !freed && strcmp(way, "malloc") != 0) || requests < 1)
		errx(1, "usage: %s sbrk|malloc|free [REQUESTS]", argv[0]);
	for (int i = 1; i <= requests; i++) {
		void *block = by_sbrk ? sbrk(SIZE) : malloc(SIZE);

		if (!block || block == (void *)-1)
			err(1, "%s", way);
		if (i == 1 || i == requests)
			say(i == 1 ? "First block:" : "Last block:", (uintptr_t)block);
		if (freed)
			free(block);
	}
	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	return 0;
}
