/*
 * Wrong: prints the size of its own structure for the one that the header names.
 * fails: stdout odd
 * at: Size of this header: 1001
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

extern const Elf64_Ehdr __ehdr_start; /* the linker puts this name at the header */

static void say(const char *label, unsigned long value, int base)
{
	char line[80];
	int length = snprintf(line, sizeof line, base == 16 ? "%-30s0x%lx\n" : "%-30s%lu\n",
		label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	const Elf64_Ehdr *header = &__ehdr_start;
	char enter;

	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no ELF header at %p", (const void *)header);
	say("Header in memory:", (unsigned long)header, 16);
	say("Class:", header->e_ident[EI_CLASS], 10);
	say("Type:", header->e_type, 10);
	say("Machine:", header->e_machine, 10);
	say("Version:", header->e_version, 10);
	say("Entry point address:", header->e_entry, 16);
	say("Start of program headers:", header->e_phoff, 10);
	say("Start of section headers:", header->e_shoff, 10);
	say("Size of this header:", sizeof *header, 10);
	say("Size of program headers:", header->e_phentsize, 10);
	say("Number of program headers:", header->e_phnum, 10);
	say("Size of section headers:", header->e_shentsize, 10);
	say("Number of section headers:", header->e_shnum, 10);

	/* The kernel has told where the program lies now. */
	say("Program headers in memory:", getauxval(AT_PHDR), 16);
	say("Entry point in memory:", getauxval(AT_ENTRY), 16);

	say("Press Enter to end process", getpid(), 10);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
