/*
 * Right: goes on writing, a number that counts up, until the wall stops it, and tells
 * when it has come to the end of the page.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void tell(const char *label, const volatile char *address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-19s %p\n", label, (void *)address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *now = sbrk(0);
	volatile char *page = now + -(uintptr_t)now % page_size;

	if (brk((char *)page + 1) != 0)
		err(1, "brk");
	tell("Program break:", page + 1);
	for (size_t i = 0;; i++) {
		page[i] = i;
		if (i == page_size - 1)
			tell("Last byte written:", page + i);
	}
}
