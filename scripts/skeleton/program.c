/*
 * A page of memory comes from the kernel by mmap(), at an address that the kernel chooses.
 *
 *     cc @PROGRAM@.c -o @PROGRAM@
 *
 * Try:  strace ./@PROGRAM@              look for the last mmap(): what does it return?
 *       setarch -R ./@PROGRAM@          the same without address randomisation
 *
 * What should be seen: the address that is printed is the kernel's answer to mmap().
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, (unsigned long)address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		err(1, "mmap");
	page[0] = 42;
	say("Address of the page:", (uintptr_t)page);
	return 0;
}
