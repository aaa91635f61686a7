/*
 * Wrong: frees the large block first.
 * fails: stderr freed
 * replaces: free_chunks.c
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LARGE = 251, SMALL = 3 }; /* words: 2008 and 24 bytes */

static size_t *large, *first, *second;

static void say(const char *format, ...)
{
	char line[120];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static size_t *allocate(size_t words)
{
	size_t *block = malloc(words * sizeof *block);

	if (!block)
		err(1, "malloc");
	for (size_t i = 0; i < words; i++)
		block[i] = 0x41;
	return block;
}

static void row(const char *label, size_t of_large, size_t of_first, size_t of_second)
{
	say("%-14s %#18zx  %#18zx  %#18zx\n", label, of_large, of_first, of_second);
}

static void show_blocks(void)
{
	say("%-14s %18s  %18s  %18s\n", "", "large", "first", "second");
	row("Address", (size_t)large, (size_t)first, (size_t)second);
	row("Word in front", large[-1], first[-1], second[-1]);
	row("First word", large[0], first[0], second[0]);
	row("Second word", large[1], first[1], second[1]);
	row("Last word", large[LARGE - 1], first[SMALL - 1], second[SMALL - 1]);
	row("Word behind", large[LARGE], first[SMALL], second[SMALL]);
}

static void wait_for_enter(const char *purpose)
{
	char key;

	say("Press Enter to %s.\n", purpose);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

int main(void)
{
	large = allocate(LARGE);
	allocate(SMALL); /* a fence, never freed: free() puts free neighbours together */
	first = allocate(SMALL);
	second = allocate(SMALL);
	allocate(SMALL); /* another fence, in front of the rest of the heap */
	show_blocks();
	wait_for_enter("free all three");

	free(large);
	free(first);
	free(second);
	show_blocks();
	wait_for_enter("end");
	return 0;
}
