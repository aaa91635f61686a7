/*
 * Wrong: asks for twenty bytes and says ten: the block is as large.
 * fails: stderr told
 * at: alloc(...10
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Tells how many pages are mapped, and waits, so that the maps can be looked at. */
static void stop(const char *what)
{
	char line[120], statm[80] = "";
	int length, file = open("/proc/self/statm", O_RDONLY);

	if (file < 0 || read(file, statm, sizeof statm - 1) <= 0 || close(file) != 0)
		err(1, "/proc/self/statm");
	length = snprintf(line, sizeof line, "%-24s%ld\nPress Enter to %s.\n",
		"Pages of the process:", atol(statm), what);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *block = malloc(20);
	volatile char *memory;

	if (!block)
		err(1, "malloc");
	say("On the stack:", (uintptr_t)&page_size);
	say("From malloc(10):", (uintptr_t)block);
	stop("map ten bytes");

	memory = mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		err(1, "mmap");
	memory[page_size - 1] = 42;
	say("From mmap(10):", (uintptr_t)memory);
	say("Last byte written:", (uintptr_t)&memory[page_size - 1]);
	stop("unmap ten bytes");

	if (munmap((void *)memory, 10) != 0)
		err(1, "munmap");
	stop("touch one of them");

	memory[0] = 43;
	say("Still there:", (uintptr_t)memory); /* never reached */
	free(block);
	return 0;
}
