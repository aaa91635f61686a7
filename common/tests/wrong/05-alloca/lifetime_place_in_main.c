/*
 * Wrong: takes one place on the stack of main() for both texts.
 * replaces: alloca_lifetime.c
 * fails: tool keeper
 */
#include <alloca.h>
#include <ctype.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static void store(const char *text, char *copy, char *on_stack)
{
	size_t size = strlen(text) + 1;
	char key;

	memcpy(on_stack, text, size);
	on_stack[0] = toupper(on_stack[0]);
	memcpy(copy, on_stack, size);
	say("\"%s\" on the stack at %p, and a copy at %p\n", on_stack, on_stack, copy);
	say("Press Enter to return.\n");
	if (read(STDIN_FILENO, &key, 1) < 0)
		err(1, "read");
}

int main(void)
{
	char first[8], second[8], place[8];

	store("first", first, place);
	store("other", second, place);
	say("The copies are \"%s\" and \"%s\"\n", first, second);
	return 0;
}
