/*
 * does: It prints and waits with stdio, whose buffers are not in the mapping that it shows.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void stop(const char *what)
{
	FILE *file = fopen("/proc/self/statm", "r");
	unsigned long pages;
	int key;

	if (!file || fscanf(file, "%lu", &pages) != 1)
		exit(1);
	fclose(file);
	printf("Pages of the process: %lu\n", pages);
	printf("Press Enter to %s.\n", what);
	while ((key = getchar()) != '\n' && key != EOF)
		;
}

int main(void)
{
	long page, self = getpid();
	int local = 0;
	char *block, *memory;

	page = getpagesize();
	block = calloc(10, 1);
	if (!block || self < 1)
		return 1;
	sprintf(block, "a block");
	printf("On the stack: %p\n", (void *)&local);
	printf("From malloc(10): %p\n", (void *)block);
	stop("map ten bytes");
	memory = mmap(0, 10, PROT_WRITE | PROT_READ, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
	if (memory == MAP_FAILED) {
		perror("mmap");
		return 1;
	}
	sprintf(memory, "ten bytes");
	*(memory + page - 1) = '*';
	printf("From mmap(10): %p\n", (void *)memory);
	printf("Last byte written: %p\n", (void *)(memory + page - 1));
	stop("unmap ten bytes");
	if (munmap(memory, 10)) {
		perror("munmap");
		return 1;
	}
	stop("touch one of them");
	*(volatile char *)memory = '+';
	return 0;
}
