/* An untraced child writes a log of its own: by its path, and by strace's descriptor. */
#include "attack.h"

static pid_t self;

static void overwrite(int fd, const char *name)
{
	if (!strstr(name, "memfd:strace"))
		return;
	if (ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		write_text(fd, forged_log(self));
}

static void forge(void)
{
	usleep(50000);
	put(EVIDENCE "/forged", forged_log(self), 0644);
	rename(EVIDENCE "/forged", EVIDENCE "/sample.log");
	each_descriptor(tracer, O_WRONLY, overwrite);
}

int main(void)
{
	self = getpid();
	look_up();
	say_ready();
	untraced(forge, true);
	return 0;
}
