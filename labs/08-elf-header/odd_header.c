/*
 * Starts a copy of a program whose ELF header has other numbers where nobody looks.
 *
 *     cc odd_header.c -o odd_header
 *
 * Try:  ./odd_header ./elf_header       compare with readelf -h elf_header
 *
 * What should be seen: the program runs as ever, and finds the odd numbers in its memory.
 * To start it, the kernel looks at the magic number, the type, the machine, the entry point
 * and the program headers, and at nothing else.
 */
#define _GNU_SOURCE /* for memfd_create() */
#include <elf.h>
#include <err.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* The copy is a file that has no name and lies in memory. */
static int make_copy(const char *program)
{
	static char bytes[1 << 16];
	int file = open(program, O_RDONLY);
	int copy = memfd_create("odd", 0);
	ssize_t count;

	if (file < 0)
		err(1, "%s", program);
	if (copy < 0)
		err(1, "memfd_create");
	while ((count = read(file, bytes, sizeof bytes)) > 0)
		if (write(copy, bytes, count) != count)
			err(1, "writing the copy");
	if (count < 0 || close(file) != 0)
		err(1, "%s", program);
	return copy;
}

static void change_header(int copy)
{
	Elf64_Ehdr header;

	if (pread(copy, &header, sizeof header, 0) != sizeof header)
		errx(1, "reading the header of the copy");
	header.e_version = 2024;
	header.e_ehsize = 1001;
	header.e_shentsize = 1003;
	header.e_shnum = 1005;
	header.e_shoff = 123456789;
	if (pwrite(copy, &header, sizeof header, 0) != sizeof header)
		err(1, "writing the header of the copy");
}

int main(int argc, char *argv[])
{
	int copy;

	if (argc != 2)
		errx(1, "usage: %s <program>", argv[0]);
	copy = make_copy(argv[1]);
	change_header(copy);
	fexecve(copy, argv + 1, environ);
	err(1, "fexecve");
}
