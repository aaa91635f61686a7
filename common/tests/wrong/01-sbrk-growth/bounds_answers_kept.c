/*
 * Wrong: does not look at the answers of brk(), and keeps what they should be in its variables.
 * replaces: heap_bounds.c
 * fails: stdout answered
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

extern char end;

static int set, refused;
static char *grown;

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void say_result(const char *label, int result)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s%d\n", label, result);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void wait_for_enter(void)
{
	char enter;

	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *first = sbrk(0);

	say("Address of end symbol:", (uintptr_t)&end);
	say("Program break:", (uintptr_t)first);
	wait_for_enter();

	brk(first + 1024);
	set = 0;
	say_result("Result of brk():", set);
	wait_for_enter();

	grown = sbrk(3 * page_size);
	say("Result of sbrk():", (uintptr_t)grown);
	wait_for_enter();

	brk((void *)-page_size);
	refused = -1;
	say_result("Result of a wild brk():", refused);
	wait_for_enter();
	return 0;
}
