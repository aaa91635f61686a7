/*
 * Wrong: its block has a little more than 9 MB.
 * fails: check $local16.size == 9000000
 * replaces: large_local.c
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
	volatile char block[9001 * 1000];
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
