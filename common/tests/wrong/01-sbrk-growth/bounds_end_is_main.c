/*
 * Wrong: prints the address of main() for end.
 * fails: pause none bounds
 * at: sym(
 * replaces: heap_bounds.c
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

extern char end;

/* The answers of brk() and sbrk(). They stay in memory while the program waits. */
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

int main(void);

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *first = sbrk(0);

	say("Address of end symbol:", (uintptr_t)main);
	say("Program break:", (uintptr_t)first);
	wait_for_enter();

	set = brk(first + 1024);
	say_result("Result of brk():", set);
	wait_for_enter();

	grown = sbrk(3 * page_size);
	say("Result of sbrk():", (uintptr_t)grown);
	wait_for_enter();

	/* The highest page of all addresses belongs to no program. */
	refused = brk((void *)-page_size);
	say_result("Result of a wild brk():", refused);
	wait_for_enter();
	return 0;
}
