/*
 * Wrong: writes a byte where it should read one.
 * fails: stdout header
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
		volatile unsigned char *byte = (unsigned char *)address;

		say("Reading at:", address);
		*byte = 0;
		say("Byte found:", 0);
	}
	return 0;
}
