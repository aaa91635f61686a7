/*
 * Wrong: has its own libraries listed.
 * fails: syscalls listed
 * replaces: ask_loader.c
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: %s <program>", argv[0]);
	if (setenv("LD_TRACE_LOADED_OBJECTS", "1", 1) != 0)
		err(1, "setenv");
	execl(argv[0], argv[1], (char *)NULL);
	err(127, "%s", argv[1]);
}
