/*
 * Which libraries does a program get, and where? What ldd does, in a few lines.
 *
 *     cc libraries.c -o libraries
 *
 * Try:  ./libraries; ./libraries            which digits change?
 *       setarch -R ./libraries              twice: and now?
 *       ldd libraries                       the same lines, with addresses of their own
 *
 * What should be seen: a list of libraries, each with the address at which it was mapped,
 * and other addresses each time. The dynamic loader maps the libraries as for every start,
 * prints the list in place of calling main(), and ends.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	static const char wish[] = "LD_TRACE_LOADED_OBJECTS";

	if (argc != 1)
		errx(1, "usage: %s", argv[0]);
	if (getenv(wish))
		errx(1, "this loader does not know %s", wish);
	if (setenv(wish, "1", 1) != 0)
		err(1, "setenv");
	execv("/proc/self/exe", argv);
	err(1, "/proc/self/exe");
}
