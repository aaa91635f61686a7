/*
 * does: It counts the pages in /proc/self/smaps, where the kernel tells them too, and prints the lines of a stop at once.
 */
#include <err.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char page[1000];
static char *blocks[200];

/* The line "Rss:" beneath the line of [heap], in pages. */
static long pages_of_heap(void)
{
	static char text[1 << 16];
	int file = open("/proc/self/smaps", O_RDONLY);
	size_t length = 0;
	ssize_t got;
	char *at;

	while ((got = read(file, text + length, sizeof text - 1 - length)) > 0)
		length += got;
	if (file < 0 || got < 0 || close(file) != 0)
		err(1, "smaps");
	text[length] = '\0';
	at = strstr(text, "[heap]");
	at = at ? strstr(at, "Rss:") : NULL;
	if (!at)
		errx(1, "smaps");
	return strtol(at + 4, NULL, 10) * 1024 / sysconf(_SC_PAGESIZE);
}

static void stop(const char *what)
{
	size_t length = strlen(page);

	length += snprintf(page + length, sizeof page - length,
		"%s break %p, pages in memory %ld\nPress Enter to go on.\n", what, sbrk(0),
		pages_of_heap());
	if (write(1, page, length) != (ssize_t)length || read(0, page, sizeof page) < 1)
		err(1, "terminal");
	page[0] = '\0';
}

static char *fresh(void)
{
	char *block = malloc(10000);

	if (!block)
		err(1, "malloc");
	memset(block, 'x', 10000);
	return block;
}

int main(void)
{
	char *again;
	int i = 0;

	while (i < 200)
		blocks[i++] = fresh();
	sprintf(page, "First block: %p\nLast block: %p\n", blocks[0], blocks[199]);
	stop("200 blocks:");
	for (i = 0; i < 199; i++)
		free(blocks[i]);
	stop("All but the last freed:");
	again = fresh();
	sprintf(page, "A new block: %p\n", again);
	stop("One allocated again:");
	malloc_trim(0);
	stop("malloc_trim(0):");
	free(blocks[199]);
	stop("The last one freed:");
	return 0;
}
