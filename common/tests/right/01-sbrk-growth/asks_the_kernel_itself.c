/*
 * Right: calls the kernel by syscall(), and writes by writev().
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
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

static unsigned long set_break(unsigned long to)
{
	return syscall(SYS_brk, to);
}

static void say(char *label, unsigned long address)
{
	char text[40];
	struct iovec parts[] = {
		{label, strlen(label)},
		{text, snprintf(text, sizeof text, " 0x%lx\n", address)},
	};

	if (writev(STDOUT_FILENO, parts, 2) < 0)
		err(1, "writev");
}

int main(void)
{
	unsigned long now = set_break(0);

	say("Address of end symbol:", (unsigned long)&end);
	say("Start of the heap:", heap_start());
	say("Current program break:", now);
	now = set_break(now + 1024);
	say("New program break:", now);
	now = set_break(now - 512);
	say("After deallocation:", now);
	return 0;
}
