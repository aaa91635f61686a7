/*
 * Wrong: asks for one byte less than it says.
 * replaces: smallest_mapping.c
 * fails: stdout search
 */
#include <err.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BIT_M = 2 };

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

/* A size_t is as wide as a word, so [-1] is the word in front of the block. */
static size_t *word_in_front(void *block)
{
	return &((size_t *)block)[-1];
}

static int is_mapped(size_t bytes)
{
	void *block = malloc(bytes - 1);

	if (!block)
		err(1, "malloc");
	say("%11zu  %14p  %#13zx  %d\n", bytes, block, *word_in_front(block),
		(*word_in_front(block) & BIT_M) != 0);
	return (*word_in_front(block) & BIT_M) != 0;
}

int main(void)
{
	size_t in_heap = 0, mapped = 1024 * 1024;
	char key;

	if (mallopt(M_TOP_PAD, 0) != 1)
		errx(1, "mallopt refuses the padding");
	say("bytes asked         address  word in front  M\n");
	while (mapped - in_heap > 1) {
		size_t middle = (in_heap + mapped) / 2;

		if (is_mapped(middle))
			mapped = middle;
		else
			in_heap = middle;
	}
	say("Smallest request by mmap(): %zu\nPress Enter to end.\n", mapped);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	return 0;
}
