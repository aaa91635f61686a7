/*
 * Wrong: prints addresses that were typed in from another run.
 * fails: syscalls pie
 * at: mmap(NULL,
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
	void *block = malloc(10);

	if (!block)
		err(1, "malloc");
	say(0x55555555526e, "code");
	say(0x555555558048 + (initialised - 14), "data");
	say(0x5555555592a0, "heap");
	say((uintptr_t)map() * 0 + 0x7ffff6c00000, "first mapping");
	say((uintptr_t)map() * 0 + 0x7ffff5c00000, "second mapping");
	say((uintptr_t)&local * 0 + 0x7fffffffe5a7, "stack");

	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	free(block);
	return 0;
}
