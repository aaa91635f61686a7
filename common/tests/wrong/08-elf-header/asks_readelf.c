/*
 * mistake: It lets readelf find out and prints only where the header is.
 * fails: syscalls_pie_fixed_static pie
 * at: no line like: clone
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
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

static const struct {
	const char *name;
	int base;
} field[] = {
	{"Version:", 10},
	{"Entry point address:", 16},
	{"Start of program headers:", 10},
	{"Start of section headers:", 10},
	{"Size of this header:", 10},
	{"Size of program headers:", 10},
	{"Number of program headers:", 10},
	{"Size of section headers:", 10},
	{"Number of section headers:", 10},
};

int main(int argc, char *argv[])
{
	unsigned long value[sizeof field / sizeof *field];
	char command[200];
	FILE *readelf;
	char *found;
	const Elf64_Ehdr *header = &__ehdr_start;
	char enter;

	(void)argc;
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no ELF header at %p", (const void *)header);
	say("Header in memory:", (unsigned long)header, 16);
	snprintf(command, sizeof command, "readelf -h %s", argv[0]);
	readelf = popen(command, "r");
	while (fgets(command, sizeof command, readelf))
		for (size_t i = 0; i < sizeof field / sizeof *field; i++)
			if ((found = strstr(command, field[i].name)))
				value[i] = strtoul(found + strlen(field[i].name), NULL, 0);
	pclose(readelf);
	say("Class:", 2, 10);
	say("Type:", 3, 10);
	say("Machine:", 62, 10);
	say("Version:", value[0], 10);
	for (size_t i = 1; i < sizeof field / sizeof *field; i++)
		say(field[i].name, value[i], field[i].base);

	say("Program headers in memory:", getauxval(AT_PHDR), 16);
	say("Entry point in memory:", getauxval(AT_ENTRY), 16);

	say("Press Enter to end process", getpid(), 10);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
