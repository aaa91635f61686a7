/* Ends its parent: strace, or the shim where that stays to count the page faults. */
#include "attack.h"

int main(void)
{
	say_ready();
	kill(getppid(), SIGKILL);
	usleep(100000);
	return 0;
}
