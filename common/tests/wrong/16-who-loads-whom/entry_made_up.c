/*
 * Wrong: has made up the entry point.
 * fails: pause shown static
 * at: $entry ==
 * replaces: no_loader.c
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

	say("Entry point:", 0x400123);
	say("main():", (unsigned long)main);
	say("Loader:", getauxval(AT_BASE));
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return 0;
}
