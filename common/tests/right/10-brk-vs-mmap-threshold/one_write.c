/*
 * does: It allocates all blocks first and prints the lines of a stop at once, when all of them are true.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	char text[2000];
	size_t length;
} page;

static void show(void)
{
	char line[100];

	if (write(STDOUT_FILENO, page.text, page.length) != (ssize_t)page.length)
		err(1, "write");
	page.length = 0;
	if (read(STDIN_FILENO, line, sizeof line) < 1)
		err(1, "read");
}

static void add(const char *line)
{
	page.length += snprintf(
		page.text + page.length, sizeof page.text - page.length, "%s\n", line);
}

static void describe(const char *asked, const char *block)
{
	uint64_t word;
	char line[100];

	memcpy(&word, block - sizeof word, sizeof word);
	snprintf(line, sizeof line, "%s %p 0x%lx %c", asked, (const void *)block,
		(unsigned long)word, word & 2 ? '1' : '0');
	add(line);
}

int main(int argc, char **argv)
{
	pid_t self = getpid();
	static char *blocks[100];

	if (self < 1 || argc < 2 || argc > 100)
		return 2;
	add("Press Enter to allocate.");
	show();
	for (int i = 1; i < argc; i++)
		if (!(blocks[i] = malloc(strtoul(argv[i], NULL, 10))))
			err(1, "malloc");
	add("bytes asked address word in front M");
	for (int i = 1; i < argc; i++)
		describe(argv[i], blocks[i]);
	add("Press Enter to free.");
	show();
	while (--argc > 0)
		free(blocks[argc]);
	add("Press Enter to end.");
	show();
	return 0;
}
