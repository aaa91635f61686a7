/* The same with clone3(2), whose flags are in memory. */
#include "attack.h"

#include <linux/sched.h>

int main(void)
{
	struct clone_args args = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};

	say_ready();
	if (syscall(SYS_clone3, &args, sizeof args) == 0)
		_exit((int)alarm(4242));
	wait(NULL);
	return 0;
}
