/* A child that shares the memory makes the calls, and strace is not told of it. */
#include "attack.h"

static char stack[65536];

static int call(void *nothing)
{
	(void)nothing;
	return (int)alarm(4242);
}

int main(void)
{
	say_ready();
	clone(call, stack + sizeof stack, CLONE_VM | CLONE_UNTRACED | SIGCHLD, NULL);
	wait(NULL);
	return 0;
}
