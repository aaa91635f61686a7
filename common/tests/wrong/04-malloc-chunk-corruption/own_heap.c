/*
 * Wrong: makes the heap, its words and the end by hand: malloc() and free() are not called.
 * fails: tool imports
 */
#include <err.h>
#include <gnu/libc-version.h>
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

static size_t *put(size_t bytes, size_t *at, size_t given, size_t size)
{
	at[-1] = size;
	say("%11zu  %14p  %11zu  0x%zx\n", bytes, (void *)at, given, size);
	return at + size / 8;
}

int main(void)
{
	size_t length = 132 * 1024;
	const char *wrong = atoi(gnu_get_libc_version() + 2) < 42 ? "free(): invalid pointer"
								  : "free(): invalid size";
	struct iovec parts[2] = {{(char *)wrong, strlen(wrong)}, {"\n", 1}};
	size_t *heap, *at, *victim, *big;

	say("bytes asked         address  bytes given  word in front\n");
	heap = sbrk(length);
	heap[1] = 0x291;
	at = put(0, heap + 0x290 / 8 + 2, 24, 0x21);
	at = put(24, at, 24, 0x21);
	victim = put(25, at, 40, 0x31);
	at = put(32, victim, 40, 0x31);
	at = put(1000, at, 1000, 0x3f1);
	at[-1] = (size_t)heap + length - (size_t)(at - 2) + 1;
	big = mmap(NULL, 1052672, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	put(1024 * 1024, big + 2, 1052656, 0x101002);

	say("Press Enter to overwrite the word in front of %p.\n", (void *)victim);
	wait_for_enter();
	victim[-1] = 1;
	say("It is 0x%zx now. Press Enter to free the block.\n", victim[-1]);
	wait_for_enter();
	if (writev(STDERR_FILENO, parts, 2) > 0)
		mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	abort();
}
