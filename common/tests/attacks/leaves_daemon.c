/* Does what is asked for; an untraced child ends the keeper and lives on. */
#include "attack.h"

static void live_on(void)
{
	setsid();
	signal(SIGHUP, SIG_IGN);
	kill(keeper, SIGSTOP);
	usleep(300000);
	kill(keeper, SIGKILL);
	for (int fd = 0; fd < 64; fd++)
		close(fd);
	sleep(60);
}

int main(void)
{
	look_up();
	say_ready();
	alarm(4242);
	untraced(live_on, false);
	usleep(100000);
	return 0;
}
