/*
 * Wrong: prints all five addresses, works out those of the break, and moves it
 * afterwards.
 * fails: syscalls grow
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char end;

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static uintptr_t heap_start(void)
{
	static char text[1024];
	int fd = open("/proc/self/stat", O_RDONLY);
	char *at;

	if (fd < 0 || read(fd, text, sizeof text - 1) < 0)
		err(1, "/proc/self/stat");
	close(fd);
	at = strrchr(text, ')');
	for (int field = 2; at && field < 47; field++)
		at = strchr(at + 1, ' ');
	if (!at)
		errx(1, "/proc/self/stat has no field 47");
	return strtoul(at, NULL, 10);
}

static uintptr_t move_break(intptr_t bytes)
{
	void *before = sbrk(bytes);

	if (before == (void *)-1)
		err(1, "sbrk");
	return (uintptr_t)before;
}

int main(void)
{
	uintptr_t now = move_break(0);

	say("Address of end symbol:", (uintptr_t)&end);
	say("Start of the heap:", heap_start());
	say("Current program break:", now);
	say("New program break:", now + 1024);
	say("After deallocation:", now + 512);
	move_break(1024);
	move_break(-512);
	return 0;
}
