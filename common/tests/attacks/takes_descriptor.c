/* Takes a descriptor of strace's by pidfd_getfd(2). */
#include "attack.h"

#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

int main(void)
{
	int pidfd;

	look_up();
	say_ready();
	pidfd = (int)syscall(SYS_pidfd_open, tracer, 0);
	for (int fd = 3; fd < 10; fd++)
		syscall(SYS_pidfd_getfd, pidfd, fd, 0);
	return 0;
}
