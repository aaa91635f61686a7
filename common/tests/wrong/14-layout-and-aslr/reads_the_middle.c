/*
 * Wrong: reads the middle of the hole, and does not write there.
 * fails: tool touch main
 * replaces: hole.c
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(uintptr_t address, const char *what)
{
	char line[80];
	int length = snprintf(line, sizeof line, "0x%012lx  %s\n", address, what);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	static const char prompt[] = "Press Enter to touch the middle.\n";
	char *block = malloc(10), answer[80];
	char *mapping = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile char *middle;

	if (!block || mapping == MAP_FAILED)
		err(1, "no memory");
	middle = block + (mapping - block) / 2;
	say((uintptr_t)block, "heap");
	say((uintptr_t)middle, "middle");
	say((uintptr_t)mapping, "mapping");

	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	(void)*middle;
	say((uintptr_t)middle, "touched"); /* never reached */
	return 0;
}
