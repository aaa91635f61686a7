/*
 * does: It prints each line in pieces without printf(), and before it waits the line is whole.
 */
#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(const char *text)
{
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		err(1, "write");
}

static void put_number(uintptr_t value, unsigned base)
{
	char digits[32];
	char *at = digits + sizeof digits - 1;

	*at = '\0';
	do
		*--at = "0123456789abcdef"[value % base];
	while (value /= base);
	put(at);
}

static void stop(const char *where)
{
	char c;

	put(where);
	put(". Press Enter to go on.\n");
	do
		if (read(STDIN_FILENO, &c, 1) != 1)
			err(1, "read");
	while (c != '\n');
}

int main(void)
{
	char *block;

	put("Process id:             ");
	put_number((uintptr_t)getpid(), 10);
	put("\n");
	stop("Before malloc()");
	block = malloc(1000);
	if (!block)
		err(1, "malloc");
	memset(block, 'x', 1000);
	put("Block of 1000 bytes:    0x");
	put_number((uintptr_t)block, 16);
	put("\n");
	stop("After malloc()");
	free(block);
	stop("After free()");
	return 0;
}
