/*
 * Wrong: writes bytes of value 2 and prints ones.
 * fails: pause written anywhere
 * at: $b..$b + 32 holds 1
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static void stop(const char *purpose)
{
	char key;

	say("Press Enter to %s.\n", purpose);
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

static size_t *allocate(void)
{
	size_t *block = malloc(32);

	if (!block)
		err(1, "malloc");
	return block;
}

static size_t fourth_digit(const void *address)
{
	return (size_t)address >> 12 & 0xf;
}

int main(int argc, char *argv[])
{
	size_t digit = argc > 1 ? strtoul(argv[1], NULL, 16) : 0;

	if (digit > 0xf)
		errx(1, "usage: %s [HEXADECIMAL DIGIT]", argv[0]);
	do { /* the heap grows upwards, so every digit comes up sooner or later */
		a = allocate();
		b = allocate();
	} while (argc > 1 && fourth_digit(b) != digit);
	say("a at                    %p\nb at                    %p\n", (void *)a, (void *)b);

	free(a);
	free(b);
	say("First words of b:       %#zx %#zx\n", b[0], b[1]);
	stop("write into b");

	memset(b, 2, 32);
	say("First words of b:       0x101010101010101 0x101010101010101\n");
	stop("call malloc()");

	say("First malloc():         %p\n", malloc(32));
	stop("call malloc() again");

	say("Second malloc():        %p\n", malloc(32)); /* never reached */
	return 0;
}
