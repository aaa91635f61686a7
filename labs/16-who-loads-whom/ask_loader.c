/*
 * Has the loader list the libraries of a program, as ldd does, and without ldd.
 *
 *     cc ask_loader.c -o ask_loader
 *
 * Try:  ./ask_loader ./ask_loader
 *       strace ./ask_loader ./ask_loader     what is opened and mapped after the execve()?
 *
 * What should be seen: a list with an address for each library. All of them have been loaded
 * for it, but main() does not run.
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
	execl(argv[1], argv[1], (char *)NULL);
	err(127, "%s", argv[1]);
}
