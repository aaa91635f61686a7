/*
 * mistake: It prints the right words, and neither waits nor allocates.
 * fails: pauses_bare_told bare
 */
#include <stdio.h>

int main(void)
{
	printf("Process id:             4070\n");
	printf("Before malloc(). Press Enter to go on.\n");
	printf("Block of 1000 bytes:    0x55b3dc50b2a0\n");
	printf("After malloc(). Press Enter to go on.\n");
	printf("After free(). Press Enter to go on.\n");
	return 0;
}
