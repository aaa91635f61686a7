/* Opens what strace has open, and empties it. */
#include "attack.h"

static void empty(int fd, const char *name)
{
	(void)name;
	if (ftruncate(fd, 0) != 0)
		return;
}

int main(void)
{
	look_up();
	say_ready();
	each_descriptor(tracer, O_WRONLY, empty);
	return 0;
}
