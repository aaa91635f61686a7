/*
 * Right: reads by an index, as signed characters, in a function of its own.
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

static void read_at(const volatile signed char *bytes, int index)
{
	say("Reading at:", (uintptr_t)bytes + index);
	say("Byte found:", bytes[index] & 255);
}

int main(int argc, char **argv)
{
	uintptr_t first = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
	char enter;

	say("Press Enter to read at:", first);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");

	for (int i = 0; i < 3; i++)
		read_at((const volatile signed char *)first, i);
	return 0;
}
