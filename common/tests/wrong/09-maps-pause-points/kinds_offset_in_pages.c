/*
 * Wrong: prints the offset in pages.
 * replaces: kinds_of_mappings.c
 * fails: pause shown kinds
 * at: $part_offset
 */
#define _GNU_SOURCE /* for MAP_ANONYMOUS and mkstemp() under -std=c11 as well */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char array[1024 * 1024]; /* without a first value, so the file does not hold it */

static void print(const char *line)
{
	unsigned long offset = strtoul(strstr(line, "p ") ? strstr(line, "p ") + 2 : "", NULL, 16);
	const char *range = strchr(line, ' ');

	if (offset && strncmp(range, " r--p", 5) == 0)
		printf("  %.*s%08lx%s", (int)(range - line) + 6, line,
			offset / sysconf(_SC_PAGESIZE), range + 14);
	else
		printf("  %s", line);
}

/* Prints an address, and the line of the map that it lies in. */
static void show(const char *kind, const void *address)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	uintptr_t wanted = (uintptr_t)address, start, end;
	char line[5000];

	if (!maps)
		err(1, "/proc/self/maps");
	printf("%-24s%p\n", kind, address);
	while (fgets(line, sizeof line, maps))
		if (sscanf(line, "%lx-%lx", &start, &end) == 2 && start <= wanted && wanted < end)
			print(line);
	fclose(maps);
}

static void map(const char *kind, int use, int flags, int file, off_t offset)
{
	void *memory = mmap(NULL, sysconf(_SC_PAGESIZE), use, flags, file, offset);

	if (memory == MAP_FAILED)
		err(1, "mmap: %s", kind);
	show(kind, memory);
}

/* A file of one byte that has no name any more, in the first folder that takes it. */
static int unlinked_file(void)
{
	static const char *const folders[] = {"/tmp", "/var/tmp", "/dev/shm", "."};
	char name[80];
	int file = -1;

	for (int i = 0; i < 4 && file < 0; i++) {
		snprintf(name, sizeof name, "%s/kinds_of_mappings-XXXXXX", folders[i]);
		file = mkstemp(name);
	}
	if (file < 0 || unlink(name) != 0 || ftruncate(file, 1) != 0)
		err(1, "%s", name);
	return file;
}

int main(void)
{
	const int use = PROT_READ | PROT_WRITE;
	int program = open("/proc/self/exe", O_RDONLY), unlinked = unlinked_file();
	struct stat status;

	if (program < 0 || fstat(program, &status) != 0)
		err(1, "/proc/self/exe");
	printf("The program's file:     device %02x:%02x, inode %lu\n",
		major(status.st_dev), minor(status.st_dev), (unsigned long)status.st_ino);

	map("private, no file:", use, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	map("forbidden, no file:", PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	map("shared, no file:", use, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	map("private, of a file:", PROT_READ, MAP_PRIVATE, program, sysconf(_SC_PAGESIZE));
	map("shared, of a file:", PROT_READ, MAP_SHARED, program, 0);
	map("shared, unlinked file:", use, MAP_SHARED, unlinked, 0);
	show("in a large array:", &array[sizeof array / 2]);
	show("code of main():", (void *)main);
	show("variable of main():", &status);
	printf("Press Enter to end.\n");
	getchar();
	return 0;
}
