/*
 * Wrong: asks malloc() once, and prints the block twice.
 * replaces: three_ways.c
 * fails: syscalls freed_told
 * at: 100 times
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
		static void *once;
		void *block = by_sbrk ? sbrk(SIZE)
			: freed && once ? once
					: malloc(SIZE);

		if (!block || block == (void *)-1)
			err(1, "%s", way);
		if (i == 1 || i == requests)
			say(i == 1 ? "First block:" : "Last block:", (uintptr_t)block);
		once = block;
	}
	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	return 0;
}
