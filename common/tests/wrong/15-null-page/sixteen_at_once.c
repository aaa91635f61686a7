/*
 * Wrong: reads sixteen bytes at once and prints three of them.
 * fails: stdout edge
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

	say("Press Enter to read at:", first);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");

	const volatile unsigned long *words = (const unsigned long *)first;
	unsigned long both[2];
	const unsigned char *bytes = (const unsigned char *)both;

	say("Reading at:", first);
	both[0] = words[0];
	both[1] = words[1];
	for (int i = 0; i < 3; i++) {
		if (i > 0)
			say("Reading at:", first + i);
		say("Byte found:", bytes[i]);
	}
	return 0;
}
