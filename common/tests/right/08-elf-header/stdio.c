/*
 * does: It finds its header by the program headers, reads it byte by byte as readelf does, and prints the same with printf().
 */
#define _GNU_SOURCE
#include <elf.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

static const unsigned char *start;

static uint64_t field(int at, int bytes)
{
	uint64_t value = 0;

	while (bytes-- > 0)
		value = value * 256 + start[at + bytes];
	return value;
}

static void number(const char *label, int at, int bytes)
{
	printf("%s: %lu\n", label, field(at, bytes));
}

int main(void)
{
	start = (const unsigned char *)getauxval(AT_PHDR) - sizeof(Elf64_Ehdr);
	printf("Header in memory: 0x%lx\n", (uintptr_t)start);
	number("Class", 4, 1);
	number("Type", 16, 2);
	number("Machine", 18, 2);
	number("Version", 20, 4);
	printf("Entry point address: 0x%lx\n", field(24, 8));
	number("Start of program headers", 32, 8);
	number("Start of section headers", 40, 8);
	number("Size of this header", 52, 2);
	number("Size of program headers", 54, 2);
	number("Number of program headers", 56, 2);
	number("Size of section headers", 58, 2);
	number("Number of section headers", 60, 2);
	printf("Program headers in memory: 0x%lx\n", getauxval(AT_PHDR));
	printf("Entry point in memory: 0x%lx\n", getauxval(AT_ENTRY));
	printf("Press Enter to end process %ld\n", (long)syscall(SYS_getpid));
	return getchar() == EOF && ferror(stdin);
}
