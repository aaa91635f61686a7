/*
 * Two pages side by side, and where they lie in physical memory.
 *
 *     cc frames.c -o frames
 *
 * Try:  sudo ./frames            are the frames neighbours, as the pages are?
 *       ./frames                 an ordinary user is shown a 0 in place of the frame
 *
 * What should be seen: the addresses are neighbours, and the frames need not be. After the
 * exchange each address has the letter and the frame of the other one: only the table of
 * addresses was changed, and nothing was copied.
 */
#define _GNU_SOURCE /* for mremap() */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Each page has 8 bytes in pagemap; the lower 55 bits are the number of its frame. */
static uint64_t frame_of(const char *page, size_t page_size)
{
	int file = open("/proc/self/pagemap", O_RDONLY);
	uint64_t entry;

	if (file < 0 || pread(file, &entry, 8, (uintptr_t)page / page_size * 8) != 8)
		err(1, "/proc/self/pagemap");
	close(file);
	return entry & ((UINT64_C(1) << 55) - 1);
}

static void show(const char *low, size_t page_size, const char *what)
{
	const char *high = low + page_size;
	char text[240], answer[80];
	int length = snprintf(text, sizeof text,
		"0x%012lx  letter %c  frame 0x%lx\n0x%012lx  letter %c  frame 0x%lx\n"
		"Press Enter to %s.\n",
		(uintptr_t)low, *low, frame_of(low, page_size),
		(uintptr_t)high, *high, frame_of(high, page_size), what);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
}

static void move(char *from, char *to, size_t page_size)
{
	if (mremap(from, page_size, page_size, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
		err(1, "mremap");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *low = mmap(NULL, 3 * page_size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *high = low + page_size, *spare = high + page_size;

	if (low == MAP_FAILED)
		err(1, "mmap");
	*low = 'A';
	*high = 'B';
	show(low, page_size, "exchange the pages");
	move(low, spare, page_size);
	move(high, low, page_size);
	move(spare, high, page_size);
	show(low, page_size, "end");
	return 0;
}
