/*
 * does: It prints by printf() with an array for its buffer, which takes nothing from the heap.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

static char output[BUFSIZ], input[BUFSIZ];

static size_t *show(size_t bytes)
{
	size_t *block = malloc(bytes);

	if (!block)
		exit(1);
	printf("%11zu  %14p  %11zu  0x%zx\n", bytes, (void *)block, malloc_usable_size(block),
		block[-1]);
	return block;
}

int main(void)
{
	size_t *victim;

	setvbuf(stdout, output, _IOLBF, sizeof output);
	setvbuf(stdin, input, _IOLBF, sizeof input);
	puts("bytes asked         address  bytes given  word in front");
	show(0);
	show(24);
	show(25);
	victim = show(32);
	show(1000);
	show(1024 * 1024);
	printf("Press Enter to overwrite the word in front of %p.\n", (void *)victim);
	getchar();
	victim[-1] = 1;
	printf("It is 0x%zx now. Press Enter to free the block.\n", victim[-1]);
	getchar();
	free(victim);
	puts("free() has returned.");
	return 0;
}
