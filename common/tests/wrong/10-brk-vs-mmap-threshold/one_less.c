/*
 * Wrong: asks for one byte less.
 * fails: stderr told
 * at: malloc(1000)
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_BLOCKS = 8, BIT_M = 2 };

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

static void wait_for_enter(const char *what)
{
	char key;

	say("Press Enter to %s.\n", what);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

/* A size_t is as wide as a word, so [-1] is the word in front of the block. */
static size_t *word_in_front(void *block)
{
	return &((size_t *)block)[-1];
}

static void *allocate(size_t bytes)
{
	void *block = malloc(bytes - 1);

	if (!block)
		err(1, "malloc");
	say("%11zu  %14p  %#13zx  %d\n", bytes, block, *word_in_front(block),
		(*word_in_front(block) & BIT_M) != 0);
	return block;
}

int main(int argc, char *argv[])
{
	void *block[MOST_BLOCKS];
	int blocks = argc - 1;

	if (blocks < 1 || blocks > MOST_BLOCKS)
		errx(1, "usage: %s BYTES..., up to %d times", argv[0], MOST_BLOCKS);
	wait_for_enter("allocate");

	say("bytes asked         address  word in front  M\n");
	for (int i = 0; i < blocks; i++)
		block[i] = allocate(strtoul(argv[i + 1], NULL, 0));
	wait_for_enter("free");

	for (int i = 0; i < blocks; i++)
		free(block[i]);
	wait_for_enter("end");
	return 0;
}
