/* SPDX-License-Identifier: MIT */
#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

/* The longest start of `text` of at most `most` bytes that tears no character apart. */
static size_t whole_characters(const char *text, size_t most)
{
	size_t length = strlen(text);
	size_t used = 0;

	while (used < most) {
		size_t wide = text_utf8_length(text + used, length - used);

		wide = wide ? wide : 1;
		if (used + wide > most)
			break;
		used += wide;
	}
	return used;
}

/*
 * Print into `text`, behind what is there. What does not fit is cut at the end of a character,
 * and "…" tells that there was more.
 */
__attribute__((format(printf, 3, 0))) static void append(
	char *text, size_t size, const char *format, va_list args)
{
	static const char more[] = "…";
	size_t used = strlen(text);
	int length = vsnprintf(text + used, size - used, format, args);

	if (length < 0 || (size_t)length < size - used)
		return;
	used = whole_characters(text, size - sizeof more);
	memcpy(text + used, more, sizeof more);
}

__attribute__((format(printf, 3, 4))) static void print(
	char *text, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	append(text, size, format, args);
	va_end(args);
}

int err_place(struct err *err, const char *file, int line)
{
	err->file[0] = '\0';
	print(err->file, sizeof err->file, "%s", file);
	err->line = line;
	return -1;
}

int err_vat(struct err *err, const char *file, int line, const char *format, va_list args)
{
	err->message[0] = '\0';
	append(err->message, sizeof err->message, format, args);
	return err_place(err, file, line);
}

int err_set(struct err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vat(err, "", 0, format, args);
	va_end(args);
	return -1;
}

int err_at(struct err *err, const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vat(err, file, line, format, args);
	va_end(args);
	return -1;
}

int err_errno(struct err *err, const char *format, ...)
{
	int saved = errno;
	va_list args;

	va_start(args, format);
	err_vat(err, "", 0, format, args);
	va_end(args);
	print(err->message, sizeof err->message, ": %s", strerror(saved));
	return -1;
}
