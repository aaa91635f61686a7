/*
 * Right: the structure begins with the address of the number before, and the number follows.
 * It asks for its process id first, and keeps the number as a long.
 */
#include <alloca.h>
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

struct item {
	struct item *next;
	long number;
};

static void say(const char *format, ...)
{
	char text[200];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static long ask(const char *name, long least, long most)
{
	char word[32], *end;
	long value;

	if (scanf("%31s", word) != 1)
		errx(1, "the input ends before %s", name);
	errno = 0;
	value = strtol(word, &end, 10);
	if (*end != '\0')
		errx(1, "%s must be a whole number, not \"%s\"", name, word);
	if (errno != 0 || value < least || value > most)
		errx(1, "%s must be from %ld to %ld, not %s", name, least, most, word);
	return value;
}

int main(void)
{
	static char buffer[BUFSIZ];
	struct item *top = NULL;
	pid_t self = getpid();
	long count;

	setvbuf(stdin, buffer, _IOFBF, sizeof buffer);
	count = ask("n", 1, 1000);
	for (long i = 1; i <= count; i++) {
		struct item *item = alloca(sizeof *item);
		char name[32];

		sprintf(name, "number %ld", i);
		item->number = ask(name, INT_MIN, INT_MAX);
		item->next = top;
		top = item;
		say("Stored %ld at %p\n", item->number, (void *)item);
	}
	say("In reverse:");
	while (top) {
		say(" %ld", top->number);
		top = top->next;
	}
	say("\nPress Enter to return from reverse().\n");
	if (read(STDIN_FILENO, buffer, sizeof buffer) < 0)
		err(1, "read, in process %d", (int)self);
	return 0;
}
