/*
 * mistake: It makes the mappings of two stacks as the C library does, and no thread.
 * fails: kernel_told_stack usual
 * at: clone
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static void say(const char *text)
{
	ssize_t length = strlen(text);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static void describe(int number, size_t size)
{
	size_t guard = sysconf(_SC_PAGESIZE);
	char text[160];
	char *map = mmap(NULL, guard + size, PROT_NONE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	int *local = (int *)(map + guard + size) - 1000;

	if (map == MAP_FAILED)
		err(1, "mmap");
	if (mprotect(map + guard, size, PROT_READ | PROT_WRITE) != 0)
		err(1, "mprotect");
	*local = number;
	snprintf(text, sizeof text, "Thread %d, a local variable:  %p\n"
		"          its stack:         %p, %zu bytes, and a guard of %zu\n",
		number, (void *)local, (void *)(map + guard), size, guard);
	say(text);
}

int main(void)
{
	struct rlimit limit;
	char text[80];

	getrlimit(RLIMIT_STACK, &limit);
	if (limit.rlim_cur == RLIM_INFINITY)
		limit.rlim_cur = 2 << 20;
	snprintf(text, sizeof text, "main(), a local variable:    %p\n", (void *)text);
	say(text);
	describe(1, limit.rlim_cur);
	describe(2, limit.rlim_cur);
	say("Press Enter to end the threads.\n");
	if (read(STDIN_FILENO, text, sizeof text) < 0)
		err(1, "read");
	return 0;
}
