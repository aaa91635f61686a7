/*
 * mistake: It looks at its header, waits, and tells nobody.
 * fails: stdout_pie_fixed_static pie
 * at: Header in memory:
 */
#include <elf.h>
#include <err.h>
#include <string.h>
#include <unistd.h>

extern const Elf64_Ehdr __ehdr_start;

int main(void)
{
	const Elf64_Ehdr *header = &__ehdr_start;
	char enter;

	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no ELF header at %p", (const void *)header);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
