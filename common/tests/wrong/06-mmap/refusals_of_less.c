/*
 * Wrong: asks for 2^60 bytes, and not for the largest number.
 * replaces: refusals.c
 * fails: syscalls refusals
 * at: 18446744073709551615
 */
#define _GNU_SOURCE /* for syscall() and MAP_ANONYMOUS under -std=c11 as well */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, int refused)
{
	char line[120];
	int length = snprintf(line, sizeof line, "%-28s%s\n", what,
		refused ? strerror(errno) : "accepted");

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	const int use = PROT_READ | PROT_WRITE, kind = MAP_PRIVATE | MAP_ANONYMOUS;
	char *page = mmap(NULL, 10, use, kind, -1, 0);

	tell("mmap, 10 bytes:", page == MAP_FAILED);
	tell("mmap, 0 bytes:", mmap(NULL, 0, use, kind, -1, 0) == MAP_FAILED);
	tell("mmap, too many bytes:",
		mmap(NULL, (size_t)1 << 60, use, kind, -1, 0) == MAP_FAILED);
	tell("mmap, no file:", mmap(NULL, 10, use, MAP_PRIVATE, -1, 0) == MAP_FAILED);
	tell("mmap, offset 0x100:", mmap(NULL, 10, use, kind, -1, 0x100) == MAP_FAILED);
	tell("kernel, offset 0x100:",
		syscall(SYS_mmap, NULL, 10, use, kind, -1, 0x100) == -1);
	tell("munmap, 0 bytes:", munmap(page, 0) != 0);
	tell("munmap, inside a page:", munmap(page + 1, 10) != 0);
	tell("munmap, 10 bytes:", munmap(page, 10) != 0);
	tell("munmap, 10 bytes again:", munmap(page, 10) != 0);
	return 0;
}
