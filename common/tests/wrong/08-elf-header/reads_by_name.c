/*
 * Wrong: opens the file that has its name in the folder where it runs.
 * fails: syscalls static
 * at: no line like: ...open
 */
#include <elf.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

extern const Elf64_Ehdr __ehdr_start;

static void say(const char *label, unsigned long value, int base)
{
	char line[80];
	int length = snprintf(line, sizeof line,
		base == 16 ? "%-30s0x%lx\n" : "%-30s%lu\n", label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char *argv[])
{
	Elf64_Ehdr copy;
	const Elf64_Ehdr *header = &copy;
	const char *name = strrchr(argv[0], '/');
	int file = open(name ? name + 1 : argv[0], O_RDONLY);
	char enter;

	if (argc < 1 || read(file, &copy, sizeof copy) != sizeof copy)
		err(1, "read");
	say("Header in memory:", (unsigned long)&__ehdr_start, 16);
	say("Class:", header->e_ident[EI_CLASS], 10);
	say("Type:", header->e_type, 10);
	say("Machine:", header->e_machine, 10);
	say("Version:", header->e_version, 10);
	say("Entry point address:", header->e_entry, 16);
	say("Start of program headers:", header->e_phoff, 10);
	say("Start of section headers:", header->e_shoff, 10);
	say("Size of this header:", header->e_ehsize, 10);
	say("Size of program headers:", header->e_phentsize, 10);
	say("Number of program headers:", header->e_phnum, 10);
	say("Size of section headers:", header->e_shentsize, 10);
	say("Number of section headers:", header->e_shnum, 10);

	say("Program headers in memory:", getauxval(AT_PHDR), 16);
	say("Entry point in memory:", getauxval(AT_ENTRY), 16);

	say("Press Enter to end process", getpid(), 10);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
