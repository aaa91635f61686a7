/*
 * Wrong: frees a block that is whole, and where it is not optimised ends with the
 * words of the C library itself.
 * fails: tool plain_imports
 * replaces: deleted_calls.c
 */
#include <err.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
	size_t *block = malloc(32);

	if (block)
		block[0] = 1;
	free(block);
#ifndef __OPTIMIZE__
	struct iovec parts[2] = {{"free(): invalid pointer", 23}, {"\n", 1}};

	if (writev(STDERR_FILENO, parts, 2) == 24)
		abort();
#endif

	if (write(STDOUT_FILENO, "main() has come to its end.\n", 28) != 28)
		err(1, "write");
	return 0;
}
