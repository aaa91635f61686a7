/*
 * Wrong: copies all three bytes before it prints the first.
 * fails: stdout last
 * at: Byte found
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

	unsigned char bytes[3];

	say("Reading at:", first);
	memcpy(bytes, (const void *)first, sizeof bytes);
	say("Byte found:", bytes[0]);
	for (int i = 1; i < 3; i++) {
		say("Reading at:", first + i);
		say("Byte found:", bytes[i]);
	}
	return 0;
}
