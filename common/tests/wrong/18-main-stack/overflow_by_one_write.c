/*
 * Wrong: writes once below the limit, and never calls itself.
 * fails: check $endless8.faults - $endless1.faults > 6M / $page
 * replaces: overflow.c
 */
#include <err.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int go_down(int calls)
{
	volatile char block[512];

	block[0] = (char)calls;
	if (calls < 0)
		return 0; /* never: the stack ends long before */
	return go_down(calls + 1) + block[0];
}

int main(int argc, char *argv[])
{
	struct rlimit limit;
	char line[120], enter;
	int length;

	if (getrlimit(RLIMIT_STACK, &limit) != 0)
		err(1, "getrlimit");
	length = snprintf(line, sizeof line,
		"Limit of the stack:         %lu\n"
		"Name of the program:        %p\n"
		"Press Enter to go on.\n",
		(unsigned long)limit.rlim_cur, (void *)argv[0]);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	*(volatile char *)(((unsigned long)argv[0] | 4095) - limit.rlim_cur - 100) = 1;
	return go_down(argc);
}
