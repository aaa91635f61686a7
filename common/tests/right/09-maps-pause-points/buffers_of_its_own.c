/*
 * Right: uses printf() and fgets(), and hands stdio buffers that are no block of
 * malloc().
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char output[1024];
static char input[1024];

static void stop(const char *where)
{
	char line[80];

	printf("%s. Press Enter to go on.\n", where);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		err(1, "fgets");
}

int main(void)
{
	char *block;

	setvbuf(stdout, output, _IOFBF, sizeof output);
	setvbuf(stdin, input, _IOFBF, sizeof input);
	printf("Process id:             %d\n", (int)getpid());
	stop("Before malloc()");
	block = malloc(1000);
	if (!block)
		err(1, "malloc");
	memset(block, 'x', 1000);
	printf("Block of 1000 bytes:    %p\n", (void *)block);
	stop("After malloc()");
	free(block);
	stop("After free()");
	return 0;
}
