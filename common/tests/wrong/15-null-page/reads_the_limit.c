/*
 * mistake: It reads vm.mmap_min_addr, and asks for no page.
 * fails: syscalls_asked_asked_nobody asked
 * replaces: lowest_page.c
 */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	unsigned long limit = 0;
	FILE *file = fopen("/proc/sys/vm/mmap_min_addr", "r");

	if (!file || fscanf(file, "%lu", &limit) != 1)
		err(1, "vm.mmap_min_addr");
	if (geteuid() == 0)
		limit = 0;
	printf("Pages refused:          %lu\nLowest page granted:    0x%lx\n",
		limit / sysconf(_SC_PAGESIZE), limit);
	return 0;
}
