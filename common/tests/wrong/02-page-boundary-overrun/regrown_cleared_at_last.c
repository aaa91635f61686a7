/*
 * Wrong: clears the byte itself right before it reads it.
 * replaces: regrown_page.c
 * fails: pause read regrown
 * needs: shared_zeros
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *label, unsigned long value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void set_break(volatile char *address)
{
	if (brk((char *)address) != 0)
		err(1, "brk");
}

static void wait_for_enter(void)
{
	char enter;

	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

int main(int argc, char *argv[])
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	uintptr_t now = (uintptr_t)sbrk(0);
	volatile char *page = (char *)((now + page_size - 1) / page_size * page_size);

	(void)argv;
	set_break(page + page_size);
	page[0] = 65;
	say("Page:", (uintptr_t)page);
	say("Byte written:", page[0]);
	wait_for_enter();

	set_break(page);
	if (argc > 1)
		page[0] = 66; /* the page is not there any more */

	set_break(page + page_size);
	wait_for_enter(); /* the page is promised again, and not there yet */

	page[0] = 0;
	say("Byte after regrowing:", page[0]);
	wait_for_enter();
	return 0;
}
