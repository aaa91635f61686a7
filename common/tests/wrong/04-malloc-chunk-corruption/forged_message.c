/*
 * Wrong: does all that the library does, by itself.
 * fails: tool imports
 */
#include <err.h>
#include <gnu/libc-version.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
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

	say("bytes asked         address  bytes given  word in front\n");
	allocate(0);
	allocate(24);
	allocate(25);
	victim = allocate(32);
	allocate(1000);
	allocate(1024 * 1024);

	say("Press Enter to overwrite the word in front of %p.\n", victim);
	wait_for_enter();
	*word_in_front(victim) = 1;
	say("It is 0x%zx now. Press Enter to free the block.\n", *word_in_front(victim));
	wait_for_enter();
	const char *wrong = atoi(gnu_get_libc_version() + 2) < 42 ? "free(): invalid pointer"
								  : "free(): invalid size";
	struct iovec parts[2] = {{(char *)wrong, strlen(wrong)}, {"\n", 1}};

	if (writev(STDERR_FILENO, parts, 2) > 0)
		mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	abort();
}
