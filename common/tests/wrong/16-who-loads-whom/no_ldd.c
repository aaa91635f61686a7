/*
 * Wrong: sets the variable itself, and calls no ldd.
 * fails: syscalls asked
 * replaces: ask_ldd.c
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: %s <program>", argv[0]);
	setenv("LD_TRACE_LOADED_OBJECTS", "1", 1);
	execl(argv[1], argv[1], (char *)NULL);
	err(127, "ldd");
}
