/* Lets the kernel work without system calls. */
#include "attack.h"

int main(void)
{
	char params[256] = {0};

	say_ready();
	syscall(SYS_io_uring_setup, 4, params);
	return 0;
}
