/*
 * Right: starts itself by execve(), with an environment of its own.
 * replaces: libraries.c
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	static const char wish[] = "LD_TRACE_LOADED_OBJECTS";
	char *environment[] = {"LD_TRACE_LOADED_OBJECTS=1", NULL};

	if (argc != 1)
		errx(1, "usage: %s", argv[0]);
	if (getenv(wish))
		errx(1, "this loader does not know %s", wish);
	execve("/proc/self/exe", argv, environment);
	err(1, "/proc/self/exe");
}
