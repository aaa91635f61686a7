/*
 * A program that needs no loader: the kernel starts it itself.
 *
 *     cc -static no_loader.c -o no_loader
 *
 * Try:  strace ./no_loader        is any file opened?
 *       ldd ./no_loader           what does ldd say of it?
 *       cc no_loader.c -o with_loader && ./with_loader
 *
 * What should be seen: no file is opened, the address of the loader is 0, and the program
 * counter, while the program waits, is in the program itself: libc is a part of it.
 */
#include <err.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>

static void say(const char *label, unsigned long address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	char enter;

	say("Entry point:", getauxval(AT_ENTRY));
	say("main():", (unsigned long)main);
	say("Loader:", getauxval(AT_BASE));
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
