/*
 * Wrong: writes to 200 pages of the zeros before its first stop.
 * fails: pause untouched arrays
 * at: .Rss
 * replaces: big_arrays.c
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

char zeros[100 << 20];
volatile char data[4 << 20] = {1};

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-16s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void stop(const char *prompt)
{
	char line[80];
	int length = snprintf(line, sizeof line, "Press Enter to %s\n", prompt);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);

	for (size_t i = 0; i < 200 * page_size; i += page_size)
		zeros[(50 << 20) + i] = 1;
	say("zeros", (uintptr_t)zeros);
	say("data", (uintptr_t)data);
	stop("write one byte in each page of the data");
	for (size_t i = 0; i < sizeof data; i += page_size)
		data[i]++;
	stop("end");
	return 0;
}
