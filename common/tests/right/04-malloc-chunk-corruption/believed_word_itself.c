/*
 * Right: damages the word in front of b directly, and not by a byte too many behind a.
 * replaces: believed_size.c
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SMALL = 24, LARGE = 56 }; /* with the word in front: chunks of 32 and of 64 bytes */

static void say(const char *format, ...)
{
	char line[100];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static char *allocate(size_t bytes, const char *label)
{
	char *block = malloc(bytes);

	if (!block)
		err(1, "malloc");
	say("%-2smalloc(%zu) = %p\n", label, bytes, (void *)block);
	return block;
}

/* What the block holds, and a stop, at which the memory can be looked at. */
static void show(const char *block, const char *purpose)
{
	char key;

	say("c holds: %s\nPress Enter to %s.\n", block, purpose);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

int main(void)
{
	char *a = allocate(SMALL, "a");
	char *b = allocate(SMALL, "b");
	char *c = allocate(SMALL, "c");
	char *d;

	strcpy(c, "mine");
	say("Word in front of b: 0x%zx\n", ((size_t *)b)[-1]);
	((size_t *)b)[-1] = LARGE + sizeof(size_t) + 1;
	say("Word in front of b: 0x%zx\n", ((size_t *)b)[-1]);

	free(b);
	d = allocate(LARGE, "d");
	show(c, "fill d");
	memset(d, 'x', LARGE - 1);
	d[LARGE - 1] = '\0';
	show(c, "end");
	return 0;
}
