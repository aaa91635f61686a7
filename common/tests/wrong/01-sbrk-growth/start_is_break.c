/*
 * Wrong: takes the break at main() for the start of the heap. In a dynamic program it
 * happens to be; in a static one the C library has used the heap by then.
 * fails: syscalls static
 * at: brk(NULL) =
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char end;

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static uintptr_t move_break(intptr_t bytes)
{
	void *before = sbrk(bytes);

	if (before == (void *)-1)
		err(1, "sbrk");
	return (uintptr_t)before;
}

int main(void)
{
	say("Address of end symbol:", (uintptr_t)&end);
	say("Start of the heap:", move_break(0));
	say("Current program break:", move_break(0));
	say("New program break:", move_break(1024) + 1024);
	say("After deallocation:", move_break(-512) - 512);
	return 0;
}
