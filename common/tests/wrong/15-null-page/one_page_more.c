/*
 * Wrong: asks for one page more than it tells of.
 * fails: syscalls asked
 * at: mmap
 * replaces: lowest_page.c
 */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	unsigned long refused = 0;
	char line[80];

	/* The program itself lies far above: MAP_FIXED takes nothing away down there. */
	for (size_t address = 0; address < 0x200000; address += page_size) {
		void *page = mmap((void *)address, page_size, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

		if (page != MAP_FAILED) {
			int length = snprintf(line, sizeof line,
				"Pages refused:          %lu\nLowest page granted:    "
				"0x%lx\n",
				refused, (unsigned long)page);

			if (write(STDOUT_FILENO, line, length) != length)
				err(1, "write");
			mmap((void *)(address + page_size), page_size,
				PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
			return 0;
		}
		refused++;
	}
	err(1, "every page below 2 MiB is refused");
}
