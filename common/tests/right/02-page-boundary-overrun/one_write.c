/*
 * does: It fills the page by memset() and writes both lines at once, before it touches the byte beyond the page.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	static char lines[200];
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *page = (char *)(((uintptr_t)sbrk(0) + page_size - 1) & -page_size);
	int length;

	if (getpid() < 1 || brk(page + 1) != 0)
		err(1, "brk");
	memset(page, 'x', page_size);
	length = snprintf(lines, sizeof lines,
		"Program break:          %p\nLast byte written:      %p\n", (void *)(page + 1),
		(void *)(page + page_size - 1));
	if (write(STDOUT_FILENO, lines, length) != length)
		err(1, "write");
	memset(page + page_size, 'y', 1);
	return 0;
}
