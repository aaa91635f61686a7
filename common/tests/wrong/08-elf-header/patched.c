/*
 * Wrong: changes its header in memory, so that it differs from the file.
 * fails: pause shown pie
 * at: region($header).Anonymous == 0
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
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

int main(void)
{
	const Elf64_Ehdr *header = &__ehdr_start;
	char enter;

	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no ELF header at %p", (const void *)header);
	if (mprotect((void *)header, sizeof *header, PROT_READ | PROT_WRITE) != 0)
		err(1, "mprotect");
	((Elf64_Ehdr *)header)->e_shnum = 99;
	if (mprotect((void *)header, sizeof *header, PROT_READ) != 0)
		err(1, "mprotect");
	say("Header in memory:", (unsigned long)header, 16);
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
