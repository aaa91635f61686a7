/*
 * Where does malloc() get its memory: from the heap, or from a mapping of its own?
 *
 *     cc brk_vs_mmap_threshold.c -o threshold
 *
 * Try:  strace -e trace=brk,mmap,munmap ./threshold 1000
 *       strace -e trace=brk,mmap,munmap ./threshold 1048576
 *       ./threshold 1000 1048576          and at each stop, in a second terminal:
 *       cat /proc/$(pidof threshold)/maps
 *
 * What should be seen: 1000 bytes lie in [heap], which one brk() has made, and free() calls
 * the kernel for nothing. 1 MiB lies outside, in a mapping of its own, and free() unmaps
 * it. The bit M, with the value 2, in the word in front of the block tells free() which.
 *
 * It prints with write(2), because printf() would allocate a buffer on the heap it shows.
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
	void *block = malloc(bytes);

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
