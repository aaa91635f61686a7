/*
 * does: It prints by printf() with a buffer outside the heap and stores words, and crashes at the same byte.
 */
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static char buffer[1024];

int main(void)
{
	unsigned long page_size = sysconf(_SC_PAGE_SIZE);
	unsigned long page = (syscall(SYS_brk, 0) + page_size - 1) / page_size * page_size;
	volatile unsigned long *words = (unsigned long *)page;

	setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
	if ((unsigned long)syscall(SYS_brk, page + 1) != page + 1)
		return 1;
	printf("Program break: %#lx\n", page + 1);
	for (unsigned long i = 0; i < page_size / sizeof *words; i++)
		words[i] = 0x0102030405060708;
	printf("Last byte written: %#lx\n", page + page_size - 1);
	words[page_size / sizeof *words] = 1;
	return 0;
}
