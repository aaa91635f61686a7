/*
 * Wrong: waits for Enter before each byte.
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
	int length =
		snprintf(line, sizeof line, "%-24s0x%lx\n", label, (unsigned long)value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char **argv)
{
	uintptr_t first = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
	char enter;

	say("Press Enter to read at:", first);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");

	for (uintptr_t address = first; address < first + 3; address++) {
		const volatile unsigned char *byte = (const unsigned char *)address;

		say("Reading at:", address);
		if (address > first && read(STDIN_FILENO, &enter, 1) < 0)
			err(1, "read");
		say("Byte found:", *byte);
	}
	return 0;
}
