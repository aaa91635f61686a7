/*
 * mistake: It prints the lines of an article and asks the kernel for nothing.
 * fails: break_then_segv overrun
 * at: brk(0x
 */
#include <stdio.h>

int main(void)
{
	printf("Program break:          0x555555559001\n");
	printf("Last byte written:      0x555555559fff\n");
	return 139;
}
