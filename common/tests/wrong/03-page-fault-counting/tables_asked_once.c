/*
 * Wrong: prints the first number once more in place of asking again.
 * fails: syscalls tables
 * replaces: page_tables.c
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(const char *label, long value, const char *unit)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s%ld %s\n", label, value, unit);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Reads the line once more by itself, so that strace shows it. */
static long page_table_size(void)
{
	char text[4096] = "", line[24] = "";
	int file = open("/proc/self/status", O_RDONLY);
	char *found;

	if (file < 0 || read(file, text, sizeof text - 1) < 0)
		err(1, "/proc/self/status");
	found = strstr(text, "VmPTE:");
	if (!found || pread(file, line, sizeof line - 1, found - text) < 0)
		errx(1, "/proc/self/status does not tell VmPTE");
	close(file);
	return strtol(line + strlen("VmPTE:"), NULL, 10);
}

static void wait_for_enter(void)
{
	char enter;

	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

int main(int argc, char *argv[])
{
	size_t page_size = sysconf(_SC_PAGESIZE), size = 10000 * page_size;
	int huge = argc == 2 && strcmp(argv[1], "huge") == 0;
	int reads = argc == 2 && strcmp(argv[1], "read") == 0;
	volatile char *memory = sbrk(0);

	say("Size of a page:", page_size, "bytes");
	long before = (page_table_size(), page_table_size());
	say("Page tables:", before, "KiB");
	if (sbrk(size) == (void *)-1)
		err(1, "sbrk");
	say("After sbrk():", before, "KiB");
	wait_for_enter();

	if (huge && madvise((void *)memory, size, MADV_HUGEPAGE) != 0)
		warn("this kernel has no huge pages");
	if (reads) {
		for (size_t i = 0; i < size; i += page_size)
			(void)memory[i];
		say("After 10000 reads:", page_table_size(), "KiB");
		wait_for_enter();
	}
	for (size_t i = 0; i < size; i += page_size)
		memory[i] = 1;
	say("After 10000 writes:", page_table_size(), "KiB");
	wait_for_enter();
	return 0;
}
