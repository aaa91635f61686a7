/*
 * The page behind the last one: not there at all, or there and forbidden to write.
 *
 *     cc next_page.c -o next_page
 *
 * Try:  strace ./next_page unmapped      look at si_code in the line of SIGSEGV
 *       strace ./next_page forbidden
 *
 * What should be seen: the first page can be written to its last byte, and the next byte is
 * a SIGSEGV. SEGV_MAPERR says that nothing is mapped there, SEGV_ACCERR that something is,
 * and that it may not be used in this way: it can be read, and not written. One byte is
 * named, and the whole page is meant.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char *argv[])
{
	static const char prompt[] = "Press Enter to write the next byte.\n";
	size_t page_size = sysconf(_SC_PAGESIZE);
	int unmapped = argc == 2 && strcmp(argv[1], "unmapped") == 0;
	volatile char *memory;
	char *next, answer[80];

	if (!unmapped && (argc != 2 || strcmp(argv[1], "forbidden") != 0))
		errx(1, "usage: %s unmapped|forbidden", argv[0]);
	memory = mmap(NULL, page_size + 10, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		err(1, "mmap");
	next = (char *)memory + page_size;
	if (unmapped && munmap(next, 1) != 0)
		err(1, "munmap");
	if (!unmapped && mprotect(next, 1, PROT_READ) != 0)
		err(1, "mprotect");

	memory[page_size - 1] = 42;
	say("Last byte written:", (uintptr_t)next - 1);
	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	memory[page_size] = 43;
	say("Next page written:", (uintptr_t)next); /* never reached */
	return 0;
}
