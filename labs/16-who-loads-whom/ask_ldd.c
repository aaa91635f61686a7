/*
 * Becomes ldd, so that a trace of this program is a trace of ldd.
 *
 *     cc ask_ldd.c -o ask_ldd
 *
 * Try:  ./ask_ldd ./ask_ldd
 *       env SHELLOPTS=xtrace ./ask_ldd ./ask_ldd       the commands of the script
 *       LD_TRACE_LOADED_OBJECTS=1 ./ask_ldd                no ldd, and the same list
 *
 * What should be seen: ldd is a shell script. It has the loader load the program and list
 * what it has loaded, and the loader then ends without starting the program.
 */
#include <err.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: %s <program>", argv[0]);
	execlp("ldd", "ldd", argv[1], (char *)NULL);
	err(127, "ldd");
}
