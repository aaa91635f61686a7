/*
 * The same three stops with printf() and getchar(): who has made the heap here?
 *
 *     cc stdio_pause_points.c -o stdio_pause_points
 *
 * Try:  ./stdio_pause_points              press Enter three times
 *       ./stdio_pause_points              type a and Enter: which stop is left out?
 *       ./stdio_pause_points | cat        when do the lines appear?
 *       strace ./stdio_pause_points       what comes between fstat() and the first write()?
 *
 * What should be seen: [heap] is there at the first stop already, for printf() has allocated
 * its buffer. getchar() takes one character. Of "a" and Enter it takes the a, and the next
 * getchar() takes the Enter and does not wait. In a pipe the lines are kept in the buffer
 * until the program ends.
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

	block = malloc(1000);
	if (!block)
		err(1, "malloc");
	printf("Block of 1000 bytes:    %p\n", (void *)block);
	stop("After malloc()");

	free(block);
	stop("After free()");
	return 0;
}
