/*
 * mistake: It prints the numbers of a manual page and the address of an article.
 * fails: header_first_readonly pie
 * at: is r-?p file program
 */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *label, unsigned long value, int base)
{
	char line[80];
	int length = snprintf(line, sizeof line,
		base == 16 ? "%-30s0x%lx\n" : "%-30s%lu\n", label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	char enter;

	say("Header in memory:", 0x400000, 16);
	say("Class:", 2, 10);
	say("Type:", 2, 10);
	say("Machine:", 62, 10);
	say("Version:", 1, 10);
	say("Entry point address:", 0x4005a0, 16);
	say("Start of program headers:", 64, 10);
	say("Start of section headers:", 6712, 10);
	say("Size of this header:", 64, 10);
	say("Size of program headers:", 56, 10);
	say("Number of program headers:", 9, 10);
	say("Size of section headers:", 64, 10);
	say("Number of section headers:", 31, 10);

	say("Program headers in memory:", 0x400040, 16);
	say("Entry point in memory:", 0x4005a0, 16);

	say("Press Enter to end process", getpid(), 10);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
