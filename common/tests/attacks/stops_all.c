/* An untraced child stops the keeper first, so that it cannot help the harness. */
#include "attack.h"

static void stop(void)
{
	kill(keeper, SIGSTOP);
	kill(harness, SIGSTOP);
	tgkill(keeper, keeper, SIGSTOP);
	syscall(SYS_tkill, harness, SIGSTOP);
}

int main(void)
{
	look_up();
	say_ready();
	untraced(stop, true);
	return 0;
}
