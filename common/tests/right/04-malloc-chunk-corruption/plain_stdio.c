/*
 * does: It prints by printf() and waits by fgets(), with a buffer for each behind its blocks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <malloc.h>
static const size_t ask[] = {0, 24, 25, 32, 1000, 1 << 20};
static void *all[6];
static void take(int i)
{
	if (i == 6)
		return;
	all[i] = malloc(ask[i]);
	if (all[i] == NULL) {
		perror("malloc");
		exit(EXIT_FAILURE);
	}
	take(i + 1);
}
int main(void)
{
	char key[16];
	unsigned long one = 1, *w;
	int i;
	take(0);
	puts("bytes asked         address  bytes given  word in front");
	for (i = 0; i < 6; ++i)
		printf("%zu %p %zu %#lx\n", ask[i], all[i], malloc_usable_size(all[i]),
			((unsigned long *)all[i])[-1]);
	printf("Press Enter to overwrite the word in front of %p.\n", all[3]);
	fflush(stdout);
	fgets(key, sizeof key, stdin);
	w = (unsigned long *)((char *)all[3] - sizeof *w);
	memcpy(w, &one, sizeof one);
	printf("It is %#lx now. Press Enter to free the block.\n", *w);
	fflush(stdout);
	fgets(key, sizeof key, stdin);
	free(all[3]);
	puts("free() has returned.");
	return 0;
}
