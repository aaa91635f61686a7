/*
 * A pointer that is NULL after free() makes the mistake show itself. A copy of it does not.
 *
 *     cc cleared_pointer.c -o cleared_pointer
 *
 * Try:  strace ./cleared_pointer cleared     press Enter; look at the line of SIGSEGV
 *       ./cleared_pointer copy               the same write, through a copy of the pointer
 *
 * What should be seen: through the pointer that was set to NULL the write crashes at
 * address 0, in the line that is wrong. The copy still points to the block, and the write
 * goes through. The block is in the list of free blocks by then.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *block, *copy;

static void say(const char *label, const void *address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s%p\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void stop(const char *prompt)
{
	char key;

	if (write(STDOUT_FILENO, prompt, strlen(prompt)) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

int main(int argc, char *argv[])
{
	int cleared = argc == 2 && strcmp(argv[1], "cleared") == 0;
	void **used;

	if (!cleared && (argc != 2 || strcmp(argv[1], "copy") != 0))
		errx(1, "usage: %s cleared|copy", argv[0]);
	block = malloc(32);
	if (!block)
		err(1, "malloc");
	copy = block;
	used = cleared ? &block : &copy;
	say("Block:", block);
	free(block);
	block = NULL;

	say("Writing to:", *used);
	stop("Press Enter to write.\n");
	memset(*used, 1, 32);
	say("Written to:", *used);
	stop("Press Enter to end.\n");
	return 0;
}
