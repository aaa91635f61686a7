/*
 * Right: asks for 9993 bytes, which make the same chunk.
 */
#include <err.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCKS = 200, SIZE = 10000 };

static char *heap; /* where it begins */

/* Counts the pages of the heap that are in memory. */
static size_t resident_pages(void)
{
	static unsigned char in_memory[4096];
	size_t page_size = sysconf(_SC_PAGESIZE);
	size_t pages = ((char *)sbrk(0) - heap + page_size - 1) / page_size, count = 0;

	if (pages > sizeof in_memory || mincore(heap, pages * page_size, in_memory) != 0)
		err(1, "mincore");
	for (size_t i = 0; i < pages; i++)
		count += in_memory[i] & 1;
	return count;
}

static void stop(const char *what)
{
	char line[200];
	int length = snprintf(line, sizeof line, "%-24sbreak %p, pages in memory %zu\n"
		"Press Enter to go on.\n", what, sbrk(0), resident_pages());

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

static char *allocate(void)
{
	char *block = malloc(SIZE - 7);

	if (!block)
		err(1, "malloc");
	return memset(block, 'x', SIZE);
}

static void say(const char *label, const char *block)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s%p\n", label, (void *)block);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	static char *blocks[BLOCKS];

	heap = sbrk(0);
	for (int i = 0; i < BLOCKS; i++)
		blocks[i] = allocate();
	say("First block:", blocks[0]);
	say("Last block:", blocks[BLOCKS - 1]);
	stop("200 blocks:");

	for (int i = 0; i < BLOCKS - 1; i++)
		free(blocks[i]);
	stop("All but the last freed:");

	say("A new block:", allocate());
	stop("One allocated again:");

	malloc_trim(0);
	stop("malloc_trim(0):");

	free(blocks[BLOCKS - 1]);
	stop("The last one freed:");
	return 0;
}
