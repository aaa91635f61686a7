/*
 * does: It reads byte by byte and builds its lines by hand, which takes nothing from the blocks of alloca().
 */
#include <alloca.h>
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct node {
	int number;
	struct node *older;
};

static char line[16384];

static void put(int fd)
{
	size_t length = strlen(line), done = 0;

	while (done < length) {
		ssize_t written = write(fd, line + done, length - done);

		if (written < 0)
			exit(1);
		done += written;
	}
}

static void fail(void)
{
	put(STDERR_FILENO);
	exit(EXIT_FAILURE);
}

static size_t next_word(char *word, size_t room)
{
	size_t length = 0;
	char byte = ' ';

	while (isspace((unsigned char)byte))
		if (read(STDIN_FILENO, &byte, 1) != 1)
			return 0;
	do {
		if (length + 1 < room)
			word[length++] = byte;
	} while (read(STDIN_FILENO, &byte, 1) == 1 && !isspace((unsigned char)byte));
	word[length] = '\0';
	return length;
}

static long wanted(const char *what, long from, long to)
{
	char word[32], *end;
	long number;

	if (!next_word(word, sizeof word)) {
		sprintf(line, "the input ends before %s\n", what);
		fail();
	}
	number = strtol(word, &end, 10);
	if (*end) {
		sprintf(line, "%s must be a whole number, not \"%s\"\n", what, word);
		fail();
	}
	if (number < from || number > to) {
		sprintf(line, "%s must be from %ld to %ld, not %s\n", what, from, to, word);
		fail();
	}
	return number;
}

static void reverse(long n)
{
	struct node *top = NULL;

	for (long i = 1; i <= n; i++) {
		struct node *node = alloca(sizeof *node);
		char what[32];

		snprintf(what, sizeof what, "number %ld", i);
		node->number = (int)wanted(what, INT_MIN, INT_MAX);
		node->older = top;
		top = node;
		snprintf(
			line, sizeof line, "Stored %d at %p\n", node->number, (void *)node);
		put(STDOUT_FILENO);
	}
	strcpy(line, "In reverse:");
	for (; top; top = top->older)
		sprintf(line + strlen(line), " %d", top->number);
	strcat(line, "\nPress Enter to return from reverse().\n");
	put(STDOUT_FILENO);
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		exit(1);
	exit(0);
}

int main(void)
{
	reverse(wanted("n", 1, 1000));
}
