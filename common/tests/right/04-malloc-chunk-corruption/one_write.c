/*
 * does: It allocates in a loop over an array and writes the lines up to the first stop at once, when all blocks are there.
 */
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const size_t sizes[] = {0, 24, 25, 32, 1000, 1048576};
static uint64_t *blocks[6];
static char text[2000];

static int tell(void)
{
	size_t length = strlen(text);

	return write(STDOUT_FILENO, text, length) == (ssize_t)length;
}

int main(void)
{
	char line[16];
	char *at = text;

	if (getpid() < 1)
		return 1;
	at += sprintf(at, "bytes asked  address  bytes given  word in front\n");
	for (int i = 0; i < 6; i++) {
		blocks[i] = malloc(sizes[i]);
		if (!blocks[i])
			return 1;
	}
	for (int i = 0; i < 6; i++)
		at += sprintf(at, "%zu %p %zu %#lx\n", sizes[i], (void *)blocks[i],
			malloc_usable_size(blocks[i]), (unsigned long)blocks[i][-1]);
	sprintf(at, "Press Enter to overwrite the word in front of %p.\n", (void *)blocks[3]);
	if (!tell() || read(STDIN_FILENO, line, sizeof line) < 1)
		return 1;
	blocks[3][-1] = 1;
	sprintf(text, "It is %#lx now. Press Enter to free the block.\n",
		(unsigned long)blocks[3][-1]);
	if (!tell() || read(STDIN_FILENO, line, sizeof line) < 1)
		return 1;
	free(blocks[3]);
	return 0;
}
