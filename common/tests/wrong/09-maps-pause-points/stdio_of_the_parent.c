/*
 * Wrong: prints the process id of its parent.
 * replaces: stdio_pause_points.c
 * fails: syscalls stdio
 * at: getpid()
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void stop(const char *where)
{
	printf("%s. Press Enter to go on.\n", where);
	getchar();
}

int main(void)
{
	char *block;

	printf("Process id:             %d\n", (int)getppid());
	stop("Before malloc()");

	block = malloc(1000);
	if (!block)
		err(1, "malloc");
	printf("Block of 1000 bytes:    %p\n", (void *)block);
	stop("After malloc()");

	free(block);
	stop("After free()");
	return 0;
}
