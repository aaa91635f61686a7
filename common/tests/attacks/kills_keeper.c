/* Ends the keeper, which would have ended this daemon. */
#include "attack.h"

int main(void)
{
	look_up();
	say_ready();
	alarm(4242);
	kill(keeper, SIGKILL);
	if (fork() == 0) {
		setsid();
		sleep(60);
	}
	return 0;
}
