/*
 * One local variable of 9 MB.
 *
 *     cc large_local.c -o large_local
 *
 * Try:  ./large_local                          with a limit of 8 MiB: SIGSEGV
 *       ulimit -s 16384 && ./large_local       with 16 MiB
 *       cc -fstack-usage -c large_local.c && cat large_local.su
 *
 * What should be seen: the compiler has fixed the size of the frame, but whether there is
 * room for it is decided at run time, by the limit.
 */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

static void wait_for_enter(void)
{
	static const char text[] = "Press Enter to go on.\n";
	char enter;

	if (write(STDOUT_FILENO, text, sizeof text - 1) != sizeof text - 1)
		err(1, "write");
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

static void use_much(void)
{
	volatile char block[9 * 1000 * 1000];
	char line[80];
	int length;

	block[0] = 'a';
	block[sizeof block - 1] = 'z';
	length = snprintf(line, sizeof line, "A block of %zu bytes at %p\n", sizeof block,
		(void *)block);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	wait_for_enter();
}

int main(void)
{
	wait_for_enter();
	use_much();
	return 0;
}
