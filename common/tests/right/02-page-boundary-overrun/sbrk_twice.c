/*
 * does: It moves the break up to a page boundary and then by one byte, and dies by reading, which the next page refuses as well.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void tell(const char *label, const volatile void *address)
{
	char line[80];
	int length = sprintf(line, "%s %p\n", label, (void *)address);

	if (write(1, line, length) != length)
		err(1, "write");
}

int main(void)
{
	long page_size = getpagesize();
	volatile unsigned char *page;

	sbrk(-(uintptr_t)sbrk(0) & (page_size - 1));
	page = sbrk(1);
	if ((void *)page == (void *)-1)
		err(1, "sbrk");
	tell("Program break:", sbrk(0));
	for (volatile unsigned char *at = page + page_size - 1; at >= page; at--)
		*at = 255;
	tell("Last byte written:", page + page_size - 1);
	return page[page_size];
}
