/*
 * Wrong: asks for eight bytes less than it says.
 * replaces: moving_threshold.c
 * fails: stderr move_told
 * at: malloc(1048576)
 */
#include <err.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MIB = 1024 * 1024, BIT_M = 2 };

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

static void allocate_and_free(size_t bytes)
{
	void *block = malloc(bytes - 8);
	char key;

	if (!block)
		err(1, "malloc");
	say("%11zu  %14p  %#13zx  %d\n", bytes, block, *word_in_front(block),
		(*word_in_front(block) & BIT_M) != 0);
	say("Press Enter to free it.\n");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	free(block);
}

int main(int argc, char *argv[])
{
	if (argc > 1 && mallopt(M_MMAP_THRESHOLD, atoi(argv[1])) != 1)
		errx(1, "mallopt refuses a threshold of %s", argv[1]);
	say("bytes asked         address  word in front  M\n");
	allocate_and_free(1 * MIB);
	allocate_and_free(1 * MIB);
	allocate_and_free(1 * MIB);
	allocate_and_free(64 * MIB);
	allocate_and_free(64 * MIB);
	return 0;
}
