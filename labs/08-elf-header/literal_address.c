/*
 * Looks for its ELF header at 0x400000, an address that may belong to nobody.
 *
 *     cc literal_address.c -o literal_address
 *
 * Try:  ./literal_address               SIGSEGV, unless this cc builds -no-pie by itself
 *       cc -no-pie literal_address.c    and run that: the header is found
 *       strace ./literal_address        look for si_addr
 *
 * What should be seen: the number in the source is right only if the linker has chosen the
 * same one for the program. Where a position-independent program lies is chosen by the
 * kernel, in every run anew, and at 0x400000 there is nothing.
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void say(const char *label, unsigned long value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)0x400000;

	say("Looking at:", (unsigned long)header);
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no ELF header at %p", (const void *)header);
	say("Type:", header->e_type);
	say("Entry point address:", header->e_entry);
	return 0;
}
