/*
 * Wrong: prints what malloc() would have given, and asks nobody for memory.
 * fails: pause served small
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_BLOCKS = 8 };

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

int main(int argc, char *argv[])
{
	int blocks = argc - 1;

	if (blocks < 1 || blocks > MOST_BLOCKS)
		errx(1, "usage: %s BYTES..., up to %d times", argv[0], MOST_BLOCKS);
	wait_for_enter("allocate");

	say("bytes asked         address  word in front  M\n");
	for (int i = 0; i < blocks; i++)
		say("%11s  %14p  %13s  %d\n", argv[i + 1], (void *)0x55d0c0de02a0,
			atoi(argv[i + 1]) > 1000 ? "0x101002" : "0x3f1",
			atoi(argv[i + 1]) > 1000);
	wait_for_enter("free");

	wait_for_enter("end");
	return 0;
}
