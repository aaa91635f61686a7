/*
 * Asks the kernel for page 0, then for page 1, and so on, until it gets one.
 *
 *     cc lowest_page.c -o lowest_page
 *
 * Try:  cat /proc/sys/vm/mmap_min_addr    the number to compare with
 *       ./lowest_page
 *       sudo ./lowest_page
 *
 * What should be seen: an ordinary user gets no page below vm.mmap_min_addr. The superuser
 * (to be exact: who has the capability CAP_SYS_RAWIO) gets page 0 at once.
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
				"Pages refused:          %lu\nLowest page granted:    0x%lx\n",
				refused, (unsigned long)page);

			if (write(STDOUT_FILENO, line, length) != length)
				err(1, "write");
			return 0;
		}
		refused++;
	}
	err(1, "every page below 2 MiB is refused");
}
