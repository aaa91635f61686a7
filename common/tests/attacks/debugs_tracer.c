/* Takes hold of strace as a debugger does. */
#include "attack.h"

#include <sys/ptrace.h>

int main(void)
{
	look_up();
	say_ready();
	if (ptrace(PTRACE_SEIZE, tracer, 0, 0) == 0)
		sleep(1);
	return 0;
}
