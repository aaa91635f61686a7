/*
 * 100 MiB of zeros and 4 MiB of data: how large is the file, and how much is in memory?
 *
 *     cc big_arrays.c -o big_arrays
 *
 * Try:  ls -l big_arrays       the zeros cost nothing there
 *       ./big_arrays           and at each stop, in a second terminal:
 *       grep -A 4 big_arrays /proc/$(pidof big_arrays)/smaps
 *
 * What should be seen: the file is a little larger than the 4 MiB. Of these, a small part
 * is in memory at first (Rss); each page is read from the file when it is touched, and
 * copied when it is written. The zeros have a line without a file, and nobody asked for it.
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

	say("zeros", (uintptr_t)zeros);
	say("data", (uintptr_t)data);
	stop("write one byte in each page of the data");
	for (size_t i = 0; i < sizeof data; i += page_size)
		data[i]++;
	stop("end");
	return 0;
}
