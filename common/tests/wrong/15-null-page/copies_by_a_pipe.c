/*
 * Wrong: sends the bytes through a pipe, so that the kernel reads them.
 * fails: syscalls header ready..
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void say(const char *label, uintptr_t value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, (unsigned long)value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char **argv)
{
	uintptr_t first = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
	char enter;
	int ends[2];

	if (pipe(ends) != 0)
		err(1, "pipe");

	say("Press Enter to read at:", first);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");

	for (uintptr_t address = first; address < first + 3; address++) {
		const volatile unsigned char *byte = (const unsigned char *)address;

		say("Reading at:", address);
		if (!first)
			enter = *byte;
		else if (write(ends[1], (void *)address, 1) != 1 || read(ends[0], &enter, 1) != 1)
			err(1, "pipe");
		say("Byte found:", (unsigned char)enter);
	}
	return 0;
}
