/* Stops the harness, which then waits for ever. */
#include "attack.h"

int main(void)
{
	look_up();
	say_ready();
	kill(harness, SIGSTOP);
	return 0;
}
