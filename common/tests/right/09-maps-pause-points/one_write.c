/*
 * does: It prints two lines with one write(), before it waits.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char text[400];

/* Prints what has been put into the text so far, and waits. */
static void wait_for_enter(void)
{
	size_t length = strlen(text);
	char line[100];

	if (write(STDOUT_FILENO, text, length) != (ssize_t)length)
		err(1, "write");
	if (read(STDIN_FILENO, line, sizeof line) < 1)
		err(1, "read");
	text[0] = '\0';
}

int main(void)
{
	pid_t self = getpid();
	unsigned char *p;

	snprintf(text, sizeof text, "Process id: %ld\nBefore malloc(). Press Enter to go on.\n",
		(long)self);
	wait_for_enter();
	p = malloc(1000);
	if (p == NULL)
		err(1, "malloc");
	for (int i = 0; i < 1000; i++)
		p[i] = 'x';
	snprintf(text, sizeof text,
		"Block of 1000 bytes: %p\nAfter malloc(). Press Enter to go on.\n", (void *)p);
	wait_for_enter();
	free(p);
	strcpy(text, "After free(). Press Enter to go on.\n");
	wait_for_enter();
	return EXIT_SUCCESS;
}
