/*
 * mistake: It prints the numbers of an article and asks the kernel for nothing.
 * fails: only_two_brks grow
 * at: brk(NULL) =
 */
#include <stdio.h>

int main(void)
{
	printf("Address of end symbol:  0x55555555806c\n");
	printf("Start of the heap:      0x555555559000\n");
	printf("Current program break:  0x555555559000\n");
	printf("New program break:      0x555555559400\n");
	printf("After deallocation:     0x555555559200\n");
	return 0;
}
