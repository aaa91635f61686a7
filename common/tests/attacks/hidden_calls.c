/* A child that shares the memory makes the calls, and strace is not told of it. */
#include "attack.h"

static char stack[65536];

static int call(void *nothing)
{
	(void)nothing;
	sync(); /* which the lab forbids */
	return 0;
}

int main(void)
{
	say_ready();
	alarm(4242);
	clone(call, stack + sizeof stack, CLONE_VM | CLONE_UNTRACED | SIGCHLD, NULL);
	wait(NULL);
	return 0;
}
