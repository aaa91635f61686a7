/*
 * Wrong: maps a file and touches it behind its end, which is a SIGBUS.
 * fails: syscalls overrun
 * at: si_code=SEGV_MAPERR
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	uintptr_t now = (uintptr_t)sbrk(0);
	volatile char *page = (char *)((now + page_size - 1) / page_size * page_size);
	volatile char *file;
	int fd = memfd_create("short", 0);

	if (brk((char *)page + 1) != 0)
		err(1, "brk");
	say("Program break:", (uintptr_t)page + 1);

	for (size_t i = 0; i < page_size; i++)
		page[i] = 1;
	say("Last byte written:", (uintptr_t)page + page_size - 1);

	file = mmap(NULL, page_size, PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd < 0 || file == MAP_FAILED)
		err(1, "mmap");
	file[0] = 2;
	return 0;
}
