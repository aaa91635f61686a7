/*
 * Wrong: calls itself for each number, and has it in a local variable.
 * fails: pause stored three
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 1000 }; /* alloca() cannot fail, it can only crash: so there is a limit */

struct number {
	int value;
	struct number *before; /* the one that was read before it, or NULL */
};

static void say(const char *format, ...)
{
	char text[120];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
}

static long read_number(const char *name, long least, long most)
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

static int take(long i)
{
	static char name[32];

	snprintf(name, sizeof name, "number %ld", i);
	return read_number(name, INT_MIN, INT_MAX);
}

static void finish(struct number *last)
{
	char key;

	say("In reverse:");
	for (; last; last = last->before)
		say(" %d", last->value);
	say("\nPress Enter to return from reverse().\n");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

static long many, done;

static void reverse(struct number *last)
{
	struct number number = {take(++done), last};

	say("Stored %d at %p\n", number.value, (void *)&number);
	if (done == many)
		finish(&number);
	else
		reverse(&number);
}

int main(void)
{
	static char buffer[BUFSIZ];

	setvbuf(stdin, buffer, _IOFBF, sizeof buffer);
	many = read_number("n", 1, MOST);
	reverse(NULL);
	return 0;
}
