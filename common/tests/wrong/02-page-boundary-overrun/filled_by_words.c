/*
 * Wrong: takes the page size for a number of words and fills every eighth byte.
 * fails: pause crash dying
 * at: byte(
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	uintptr_t now = (uintptr_t)sbrk(0);
	volatile char *page = (char *)((now + page_size - 1) / page_size * page_size);

	if (brk((char *)page + 1) != 0)
		err(1, "brk");
	say("Program break:", (uintptr_t)page + 1);

	for (size_t i = 0; i < page_size / 8; i++)
		page[8 * i + 7] = 1;
	say("Last byte written:", (uintptr_t)page + page_size - 1);

	page[page_size] = 2;
	return 0;
}
