/*
 * Wrong: asks for 40 bytes.
 * replaces: forged_pointer.c
 * fails: stderr forged_told
 * at: malloc(32)
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* malloc() checks that a block begins at a multiple of 16, and zeroes its second word. */
static _Alignas(16) char secret[32] = "nobody writes here";
static size_t *a, *b;

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

int main(void)
{
	char *block, key;

	a = malloc(40);
	b = malloc(40);
	if (!a || !b)
		err(1, "malloc");
	say("b at                    %p\n", (void *)b);
	say("Variable at             %p\n", (void *)secret);
	say("It holds:               %s\n", secret);
	free(a);
	free(b);
	b[0] ^= (size_t)a ^ (size_t)secret; /* the pointer to a turns into another one */

	say("First malloc():         %p\n", malloc(40));
	block = malloc(40);
	say("Second malloc():        %p\n", (void *)block);
	strcpy(block, "somebody did");
	say("It holds:               %s\nPress Enter to end.\n", secret);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
	return 0;
}
