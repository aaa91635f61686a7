/*
 * does: It prints by printf() when it has all its blocks, so that the buffer lies behind them.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	static const size_t sizes[] = {0, 24, 25, 32, 1000, 1 << 20};
	size_t *blocks[6];
	char key;

	for (int i = 0; i < 6; i++)
		if (!(blocks[i] = malloc(sizes[i])))
			return 1;
	puts("bytes asked address bytes given word in front");
	for (int i = 0; i < 6; i++)
		printf("%zu %p %zu %#zx\n", sizes[i], (void *)blocks[i],
			malloc_usable_size(blocks[i]), blocks[i][-1]);
	printf("Press Enter to overwrite the word in front of %p.\n", (void *)blocks[3]);
	if (read(0, &key, 1) != 1)
		return 1;
	blocks[3][-1] = 1;
	printf("It is %#zx now. Press Enter to free the block.\n", blocks[3][-1]);
	if (read(0, &key, 1) != 1)
		return 1;
	free(blocks[3]);
	return 0;
}
