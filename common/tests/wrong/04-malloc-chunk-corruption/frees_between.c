/*
 * Wrong: does the damage, and frees an address 8 bytes into another block: that is no
 * multiple of 16.
 * fails: stderr told
 * at: free(
 */
#include <err.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

static void wait_for_enter(void)
{
	char key;

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
	void *block = malloc(bytes);

	if (!block)
		err(1, "malloc");
	say("%11zu  %14p  %11zu  0x%zx\n", bytes, block, malloc_usable_size(block),
		*word_in_front(block));
	return block;
}

int main(void)
{
	void *victim;
	char *other;

	say("bytes asked         address  bytes given  word in front\n");
	allocate(0);
	other = allocate(24);
	allocate(25);
	victim = allocate(32);
	allocate(1000);
	allocate(1024 * 1024);

	say("Press Enter to overwrite the word in front of %p.\n", victim);
	wait_for_enter();
	*word_in_front(victim) = 1;
	say("It is 0x%zx now. Press Enter to free the block.\n", *word_in_front(victim));
	wait_for_enter();
	free(other + 8);
	say("free() has returned.\n"); /* never reached */
	return 0;
}
