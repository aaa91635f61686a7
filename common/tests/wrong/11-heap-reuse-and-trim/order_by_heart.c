/*
 * Wrong: prints the blocks in the order in which they would come.
 * replaces: order_of_reuse.c
 * fails: stderr order_told
 * at: malloc(32)
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *allocate(size_t size, const char *label)
{
	void *block = malloc(size);
	char line[80];
	int length = snprintf(line, sizeof line, "%-16smalloc(%zu) = %p\n", label, size, block);

	if (!block)
		err(1, "malloc");
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	return block;
}

static void say(const void *block)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-16smalloc(32) = %p\n", "small", block);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void stop(const char *prompt)
{
	char key;

	if (write(STDOUT_FILENO, prompt, strlen(prompt)) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

int main(void)
{
	void *a = allocate(32, "a");
	void *b = allocate(32, "b");
	void *c = allocate(32, "c");
	void *p = allocate(5000, "p");
	void *q, *r;

	/* The small ones in between stay: free() would put free neighbours together. */
	allocate(32, "between");
	q = allocate(2000, "q");
	allocate(32, "between");
	r = allocate(3000, "r");
	allocate(32, "behind");

	free(a);
	free(b);
	free(c);
	free(p);
	free(q);
	free(r);
	stop("Six are free. Press Enter to allocate again.\n");
	say(c);
	say(b);
	say(a);
	allocate(1900, "large");
	stop("Press Enter to end.\n");
	return 0;
}
