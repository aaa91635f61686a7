/*
 * A compiler that optimises knows what malloc() and free() do, and may remove both.
 *
 *     cc deleted_calls.c -o deleted_calls
 *     cc -O2 deleted_calls.c -o deleted_calls
 *
 * Try:  ./deleted_calls                           built in one way and in the other
 *       objdump -d deleted_calls | grep call      which calls are left?
 *
 * What should be seen: without -O2 the damaged word makes free() end the program. With -O2
 * it ends well: nobody reads what is in the block, so nothing is allocated, nothing damaged
 * and nothing freed. Damage to the heap cannot be studied in optimised programs.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	size_t *block = malloc(32);

	if (block)
		block[-1] = 1;
	free(block);

	if (write(STDOUT_FILENO, "main() has come to its end.\n", 28) != 28)
		err(1, "write");
	return 0;
}
