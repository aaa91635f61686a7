/*
 * Right: prints its last line by puts(), when the break moves no more.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char end;

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

static void say(const char *label, void *address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%s: %p\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	char text[80];
	char *now;

	say("Address of end symbol", &end);
	say("Start of the heap", (void *)heap_start());
	now = sbrk(0);
	say("Current program break", now);
	if (sbrk(1024) != now)
		err(1, "sbrk");
	say("New program break", sbrk(0));
	if (sbrk(-512) != now + 1024)
		err(1, "sbrk");
	sprintf(text, "After deallocation: %p", sbrk(0));
	puts(text);
	return 0;
}
