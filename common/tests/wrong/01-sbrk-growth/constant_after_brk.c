/*
 * mistake: It moves the break by the system call itself, as it should, and prints numbers copied from an earlier run.
 * fails: only_two_brks grow
 * at: brk(NULL) =
 */
#include <err.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static long set_break(long address)
{
	long now = syscall(SYS_brk, address);

	if (address && now != address)
		errx(1, "brk");
	return now;
}

int main(void)
{
	static const char text[] = "Address of end symbol:  0x55555555806c\n"
				   "Start of the heap:      0x555555559000\n"
				   "Current program break:  0x555555559000\n"
				   "New program break:      0x555555559400\n"
				   "After deallocation:     0x555555559200\n";
	long now = set_break(0);

	set_break(now + 1024);
	set_break(now + 512);
	return write(STDOUT_FILENO, text, sizeof text - 1) == sizeof text - 1 ? 0 : 1;
}
