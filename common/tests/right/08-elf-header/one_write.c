/*
 * does: It copies the header with memcpy() and prints all lines at once, and the numbers are those of the header.
 */
#include <elf.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

extern const char __ehdr_start[];

static char text[2048];

static void line(const char *format, ...)
{
	size_t length = strlen(text);
	va_list values;

	va_start(values, format);
	vsnprintf(text + length, sizeof text - length, format, values);
	va_end(values);
	strcat(text, "\n");
}

int main(void)
{
	int self = (int)getpid();
	Elf64_Ehdr copy;
	char enter[2];

	memcpy(&copy, __ehdr_start, sizeof copy);
	if (memcmp(copy.e_ident, "\177ELF", 4) != 0)
		return 1;
	line("Header in memory: %p", (const void *)__ehdr_start);
	line("Class: %d\nType: %hu\nMachine: %hu\nVersion: %u", copy.e_ident[4],
		copy.e_type, copy.e_machine, copy.e_version);
	line("Entry point address: %#lx", copy.e_entry);
	line("Start of program headers: %lu\nStart of section headers: %lu", copy.e_phoff,
		copy.e_shoff);
	line("Size of this header: %u\nSize of program headers: %u", copy.e_ehsize,
		copy.e_phentsize);
	line("Number of program headers: %u", copy.e_phnum);
	line("Size of section headers: %u\nNumber of section headers: %u", copy.e_shentsize,
		copy.e_shnum);
	line("Program headers in memory: %#lx", getauxval(AT_PHDR));
	line("Entry point in memory: %#lx", getauxval(AT_ENTRY));
	line("Press Enter to end process %d", self);
	if (write(STDOUT_FILENO, text, strlen(text)) < 0 ||
		read(STDIN_FILENO, enter, sizeof enter) < 0)
		err(1, "terminal");
	return 0;
}
