/* Ends strace. */
#include "attack.h"

int main(void)
{
	look_up();
	say_ready();
	kill(tracer, SIGKILL);
	usleep(100000);
	return 0;
}
