/*
 * Wrong: takes the entry point from the header that a fixed program has in memory.
 * fails: pause shown moved
 * at: $entry ==
 * replaces: no_loader.c
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>

static void say(const char *label, unsigned long address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	char enter;

	const Elf64_Ehdr *header =
		(const Elf64_Ehdr *)(getauxval(AT_PHDR) - sizeof *header);

	say("Entry point:", header->e_entry);
	say("main():", (unsigned long)main);
	say("Loader:", getauxval(AT_BASE));
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
