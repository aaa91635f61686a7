/*
 * Wrong: prints the beginning of the heap as a block.
 * fails: pause waiting obstacle
 * at: word($heap - 8)
 * replaces: obstacle.c
 */
#define _GNU_SOURCE /* for MAP_FIXED_NOREPLACE */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MIB = 1 << 20 };

static void say(uintptr_t address, const char *what)
{
	char line[80];
	int length = snprintf(line, sizeof line, "0x%012lx  %s\n", address, what);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Asks for a heap that ends there. */
static void move_heap_end(char *end)
{
	say((uintptr_t)end, brk(end) == 0 ? "accepted" : strerror(errno));
}

int main(void)
{
	static const char prompt[] = "Press Enter to let the heap grow.\n";
	char *block = malloc(10), answer[80];
	char *heap_end = sbrk(0), *wish = heap_end + 16 * MIB;
	char *mapping = mmap(wish, 16 * MIB, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	if (!block || mapping == MAP_FAILED)
		err(1, "no memory");
	say((uintptr_t)block + 4096, "heap");
	say((uintptr_t)heap_end, "end of the heap");
	say((uintptr_t)mapping, "mapping");

	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	move_heap_end(mapping - 8 * MIB);
	move_heap_end(mapping + 8 * MIB);
	return 0;
}
