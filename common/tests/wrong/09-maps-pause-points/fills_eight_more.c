/*
 * Wrong: fills eight bytes more than the block has.
 * fails: pause after bare
 * at: word($block + 1000)
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1000 };

static void say(const char *format, ...)
{
	char line[80];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Takes the whole line that is typed, however long a word somebody puts before Enter. */
static void stop(const char *where)
{
	char line[80];

	say("%s. Press Enter to go on.\n", where);
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

int main(void)
{
	char *block;

	say("Process id:             %d\n", (int)getpid());
	stop("Before malloc()");

	block = malloc(BLOCK);
	if (!block)
		err(1, "malloc");
	memset(block, 'x', BLOCK + 8);
	say("Block of %d bytes:    %p\n", BLOCK, (void *)block);
	stop("After malloc()");

	free(block);
	stop("After free()");
	return 0;
}
