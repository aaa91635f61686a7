/* Ends the process that has started the harness: another vmlab, whose worker it is, or a shell. */
#include "attack.h"

int main(void)
{
	look_up();
	say_ready();
	kill(parent_of(harness), SIGKILL);
	usleep(100000);
	return 0;
}
