/*
 * Wrong: has an array of fixed size in place of one of variable length.
 * replaces: alloca_loop.c
 * fails: pause loop reuse
 * at: < 
 */
#include <alloca.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 }; /* 1 MiB */

static void say(const char *format, ...)
{
	char text[120];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static void pause_here(const char *where)
{
	char key;

	say("%s: press Enter to go on.\n", where);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

static void use(int number, char *block, size_t size)
{
	say("Block %d at %p\n", number, (void *)block);
	memset(block, number, size);
}

static void use_alloca(int count, size_t size)
{
	for (int i = 1; i <= count; i++) {
		char *block = alloca(size);

		use(i, block, size);
	}
	pause_here("After the loop");
}

static void use_array(int count, size_t size)
{
	for (int i = 1; i <= count; i++) {
		char block[BLOCK];

		use(i, block, size);
	}
	pause_here("After the loop");
}

int main(int argc, char *argv[])
{
	int count = argc == 3 ? atoi(argv[2]) : 0;

	if (count < 1 || (strcmp(argv[1], "alloca") != 0 && strcmp(argv[1], "array") != 0))
		errx(1, "usage: %s alloca|array <number of blocks>", argv[0]);
	pause_here("Before the loop");
	if (strcmp(argv[1], "alloca") == 0)
		use_alloca(count, BLOCK);
	else
		use_array(count, BLOCK);
	pause_here("After the return");
	return 0;
}
