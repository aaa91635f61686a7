/*
 * Right: prints with printf(), waits with getchar() and has a block of calloc().
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
	if (printf("0x%012lx  %s\n", address, what) < 0)
		err(1, "printf");
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
	volatile char local;
	void *block = calloc(2, 5);

	if (!block)
		err(1, "malloc");
	say((uintptr_t)main, "code");
	say((uintptr_t)&initialised, "data");
	say((uintptr_t)block, "heap");
	say((uintptr_t)map(), "first mapping");
	say((uintptr_t)map(), "second mapping");
	say((uintptr_t)&local, "stack");

	fputs(prompt, stdout);
	local = (char)getchar();
	free(block);
	return 0;
}
