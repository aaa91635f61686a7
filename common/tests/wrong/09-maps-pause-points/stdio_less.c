/*
 * Wrong: asks for 990 bytes.
 * replaces: stdio_pause_points.c
 * fails: stderr stdio_told
 * at: malloc(1000)
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

	printf("Process id:             %d\n", (int)getpid());
	stop("Before malloc()");

	block = malloc(990);
	if (!block)
		err(1, "malloc");
	printf("Block of 1000 bytes:    %p\n", (void *)block);
	stop("After malloc()");

	free(block);
	stop("After free()");
	return 0;
}
