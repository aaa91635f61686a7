/*
 * What brk() and sbrk() return, and what the kernel has marked as the heap by then.
 *
 *     cc heap_bounds.c -o heap_bounds
 *
 * Try:  ./heap_bounds                        at each stop: grep heap /proc/$(pidof heap_bounds)/maps
 *       strace -e trace=brk ./heap_bounds    what is the answer to the last brk()?
 *       cc -no-pie heap_bounds.c             `end` stays, and the heap moves
 *       cc -static-pie heap_bounds.c         now the heap lies below the program
 *
 * What should be seen: brk() returns 0 or -1 and no address, sbrk() the break as it was. The
 * heap's start stays where it is, its end goes up, and the map shows whole pages.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

extern char end; /* the linker puts it behind the last variable of the program */

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

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *first = sbrk(0);

	say("Address of end symbol:", (uintptr_t)&end);
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
