/*
 * Wrong: reads every byte of the page in place of writing it, and dies by reading one
 * more.
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

	for (size_t i = 0; i < page_size; i++)
		(void)page[i];
	say("Last byte written:", (uintptr_t)page + page_size - 1);

	(void)page[page_size];
	return 0;
}
