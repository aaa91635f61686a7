/* Writes into strace's memory, at an address where nothing is. */
#include "attack.h"

#include <sys/uio.h>

int main(void)
{
	char bytes[] = "bytes";
	struct iovec here = {bytes, sizeof bytes};
	struct iovec there = {(void *)8, sizeof bytes};

	look_up();
	say_ready();
	syscall(SYS_process_vm_writev, tracer, &here, 1, &there, 1, 0);
	return 0;
}
