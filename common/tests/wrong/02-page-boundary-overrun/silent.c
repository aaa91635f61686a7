/*
 * Wrong: does the right things and tells nobody.
 * fails: stdout overrun
 * at: Program break:
 */
#include <err.h>
#include <stdint.h>
#include <unistd.h>

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	uintptr_t now = (uintptr_t)sbrk(0);
	volatile char *page = (char *)((now + page_size - 1) / page_size * page_size);

	if (brk((char *)page + 1) != 0)
		err(1, "brk");

	for (size_t i = 0; i < page_size; i++)
		page[i] = 1;
	page[page_size] = 2;
	return 0;
}
