/*
 * Right: makes all its parts first, and prints them by one write().
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int initialised = 14;

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
	void *first, *second;
	char text[400];
	int length;

	if (!block)
		err(1, "malloc");
	first = map();
	second = map();
	length = snprintf(text, sizeof text,
		"0x%012lx  code\n0x%012lx  data\n0x%012lx  heap\n0x%012lx  first mapping\n"
		"0x%012lx  second mapping\n0x%012lx  stack\n",
		(uintptr_t)main, (uintptr_t)&initialised, (uintptr_t)block, (uintptr_t)first,
		(uintptr_t)second, (uintptr_t)&local);
	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");

	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	free(block);
	return 0;
}
