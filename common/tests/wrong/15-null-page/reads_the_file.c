/*
 * Wrong: reads its own file in place of its memory.
 * fails: syscalls header ready..
 */
#include <err.h>
#include <fcntl.h>
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

static unsigned char from_file(uintptr_t offset)
{
	unsigned char byte;
	int file = open("/proc/self/exe", O_RDONLY);

	if (file < 0 || pread(file, &byte, 1, (off_t)offset) != 1)
		err(1, "/proc/self/exe");
	close(file);
	return byte;
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
		if (first == 0)
			say("Byte found:", *byte);
		else
			say("Byte found:", from_file(address % 4096));
	}
	return 0;
}
