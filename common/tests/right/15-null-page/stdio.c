/*
 * Right: prints with printf() and waits with getchar().
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void say(const char *label, uintptr_t value)
{
	if (printf("%-24s0x%lx\n", label, (unsigned long)value) < 0)
		err(1, "printf");
}

int main(int argc, char **argv)
{
	uintptr_t first = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;

	say("Press Enter to read at:", first);
	if (getchar() == EOF)
		err(1, "getchar");

	for (uintptr_t address = first; address < first + 3; address++) {
		const volatile unsigned char *byte = (const unsigned char *)address;

		say("Reading at:", address);
		say("Byte found:", *byte);
	}
	return 0;
}
