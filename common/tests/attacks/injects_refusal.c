/* Tells the harness, in the shim's place, that this machine refuses something. */
#include "attack.h"

static void inject(int fd, const char *name)
{
	if (strncmp(name, "pipe:", 5) == 0)
		write_text(fd, "refused personality 1\n");
}

int main(void)
{
	look_up();
	say_ready();
	signal(SIGPIPE, SIG_IGN);
	each_descriptor(harness, O_WRONLY, inject);
	usleep(100000);
	return 0;
}
