/*
 * Wrong: runs the program and has nothing listed.
 * fails: stdout listed
 * replaces: ask_loader.c
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: %s <program>", argv[0]);
	execl(argv[1], argv[1], (char *)NULL);
	err(127, "%s", argv[1]);
}
