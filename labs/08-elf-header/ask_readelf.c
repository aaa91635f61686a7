/*
 * Becomes readelf, so that a trace of this program is a trace of readelf.
 *
 *     cc ask_readelf.c -o ask_readelf
 *
 * Try:  cc -c ask_readelf.c && strace ./ask_readelf ask_readelf.o
 *
 * What should be seen: readelf opens the file and reads it from its beginning. It starts
 * nothing and looks into no other process, so the file need not be a program at all.
 */
#include <err.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: %s <file>", argv[0]);
	execlp("readelf", "readelf", "-h", argv[1], (char *)NULL);
	err(127, "readelf");
}
