/*
 * does: It prints by printf() with a buffer outside the heap, and takes _end, which is another name of the same place.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char _end[];
static char buffer[4096];

static unsigned long heap_start(void)
{
	char text[1024], *at = text;
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : pread(fd, text, sizeof text - 1, 0);

	if (length < 0)
		err(1, "/proc/self/stat");
	text[length] = '\0';
	close(fd);
	at = strtok(strrchr(text, ')') + 1, " ");
	for (int field = 3; at && field < 47; field++)
		at = strtok(NULL, " ");
	return at ? strtoul(at, NULL, 10) : 0;
}

static void say(const char *label, const void *address)
{
	printf("%-23s %p\n", label, address);
}

int main(void)
{
	char *old;

	setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
	say("Address of end symbol:", _end);
	say("Start of the heap:", (void *)heap_start());
	old = sbrk(0);
	say("Current program break:", old);
	if (sbrk(1024) != old)
		err(1, "sbrk");
	say("New program break:", old + 1024);
	old = sbrk(-512);
	say("After deallocation:", old - 512);
	return 0;
}
