/*
 * Wrong: asks for twenty bytes: the block is as large.
 * fails: stderr told
 * at: alloc(...10
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int initialised = 14;

static void say(uintptr_t address, const char *what)
{
	char line[80];
	int length = snprintf(line, sizeof line, "0x%012lx  %s\n", address, what);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void *map(void)
{
	void *memory = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "mmap");
	return memory;
}

int main(void)
{
	static const char prompt[] = "Press Enter to end.\n";
	char local, answer[80];
	void *block = malloc(20);

	if (!block)
		err(1, "malloc");
	say((uintptr_t)main, "code");
	say((uintptr_t)&initialised, "data");
	say((uintptr_t)block, "heap");
	say((uintptr_t)map(), "first mapping");
	say((uintptr_t)map(), "second mapping");
	say((uintptr_t)&local, "stack");

	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	free(block);
	return 0;
}
