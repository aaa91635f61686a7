/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/pool.h"
#include "../base/text.h"
#include "complain.h"

/* The one way to stderr: a message may name a file, and a file may have any name. */

/* Ends with one line end, whether or not the message brings its own. */
static void print_message(char *message)
{
	struct pool pool = {0};
	size_t length = strlen(message);

	while (length > 0 && message[length - 1] == '\n')
		length--;
	fprintf(stderr, "%s\n", text_visible(&pool, message, length, 0));
	pool_free(&pool);
}

void complain(const char *format, ...)
{
	char *message = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&message, format, args) < 0)
		abort();
	va_end(args);
	print_message(message);
	free(message);
}

void print_error(const struct err *err)
{
	if (err->line)
		complain("%s:%d: %s", err->file, err->line, err->message);
	else if (*err->file)
		complain("%s: %s", err->file, err->message);
	else
		complain("vmlab: %s", err->message);
}
