/*
 * Wrong: asks for eight bytes less than it says.
 * replaces: blocked_heap.c
 * fails: stderr stuck_told
 * at: malloc(1000)
 */
#define _GNU_SOURCE /* for MAP_FIXED_NOREPLACE and sbrk() under -std=c11 as well */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BIT_M = 2, KIB = 1024 };

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

static void *allocate(size_t bytes)
{
	void *block = malloc(bytes - 8);

	if (!block)
		err(1, "malloc");
	say("%11zu  %14p  %#13zx  %d\n", bytes, block, *word_in_front(block),
		(*word_in_front(block) & BIT_M) != 0);
	return block;
}

int main(void)
{
	char *third, *end, key;

	say("bytes asked         address  word in front  M\n");
	allocate(1000);
	end = mmap(sbrk(0), 1, PROT_NONE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (end == MAP_FAILED || end != sbrk(0))
		err(1, "mmap at the end of the heap");
	say("In the way:  %14p\n", (void *)end);
	allocate(64 * KIB);
	allocate(64 * KIB);
	third = allocate(64 * KIB);
	allocate(64 * KIB);

	say("Press Enter to free the third block of 64 KiB.\n");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	free(third);
	say("Press Enter to end.\n");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	return 0;
}
