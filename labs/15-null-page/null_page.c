/*
 * Reads the first bytes of memory: those at addresses 0, 1 and 2.
 *
 *     cc null_page.c -o null_page
 *
 * Try:  ./null_page                     press Enter: SIGSEGV
 *       strace ./null_page              look for si_addr
 *       sudo setarch -Z ./null_page     page 0 is mapped now
 *       cc -no-pie -Wl,-Ttext-segment=0x10000 null_page.c -o low
 *       ./low 0x10000                   another address to begin at
 *
 * What should be seen: address 0 kills, as long as nothing is mapped there. With a page
 * there it is an address like any other, and so is the one where the program's file begins.
 *
 * It prints with write(2), so that nothing is held back when it dies.
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

	for (uintptr_t address = first; address < first + 3; address++) {
		const volatile unsigned char *byte = (const unsigned char *)address;

		say("Reading at:", address);
		say("Byte found:", *byte);
	}
	return 0;
}
