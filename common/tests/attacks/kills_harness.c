/* Ends the harness by a signal. */
#include "attack.h"

int main(void)
{
	look_up();
	say_ready();
	kill(harness, SIGPIPE);
	kill(harness, SIGKILL);
	usleep(100000);
	return 0;
}
