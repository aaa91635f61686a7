/*
 * mistake: It prints plausible numbers and asks the kernel for nothing.
 * fails: syscalls_mmap_fixed mmap
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void stop(const char *what)
{
	char answer[80];

	printf("Press Enter to %s.\n", what);
	fflush(stdout);
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		perror("read");
}

int main(void)
{
	printf("On the stack:           0x7ffe02cf0560\n");
	printf("From malloc(10):        0x55b3dc50b2a0\n");
	printf("Pages of the process:   619\n");
	stop("map ten bytes");
	printf("From mmap(10):          0x7f39e6602000\n");
	printf("Last byte written:      0x7f39e6602fff\n");
	printf("Pages of the process:   620\n");
	stop("unmap ten bytes");
	printf("Pages of the process:   619\n");
	stop("touch one of them");
	raise(SIGSEGV);
	return 0;
}
