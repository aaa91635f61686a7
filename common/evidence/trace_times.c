/* SPDX-License-Identifier: MIT */
#include "trace_times.h"

#include <ctype.h>
#include <string.h>

#include "trace_line.h"

enum { SECONDS = 12, NANOSECONDS = 9 }; /* digits, at most and always */

/* Reads so many digits at most, behind those that `value` has: how many there are. */
static size_t read_digits(const char *text, size_t length, size_t most, number *value)
{
	size_t at = 0;

	for (; at < length && at < most && isdigit((unsigned char)text[at]); at++)
		*value = *value * 10 + (text[at] - '0');
	return at;
}

/* Reads "SECONDS.NANOSECONDS " at the start of a text: the bytes it takes, or 0. */
static size_t read_stamp(const char *text, size_t length, number *stamp)
{
	size_t at;

	*stamp = 0;
	at = read_digits(text, length, SECONDS, stamp);
	if (at == 0 || at == length || text[at++] != '.')
		return 0;
	if (read_digits(text + at, length - at, NANOSECONDS, stamp) != NANOSECONDS)
		return 0;
	at += NANOSECONDS;
	return at < length && text[at] == ' ' ? at + 1 : 0;
}

size_t trace_unstamp(char *log, size_t size, number *stamps)
{
	char *to = log;
	number last = 0;

	for (char *line = log; line < log + size;) {
		size_t rest = (size_t)(log + size - line);
		char *end = memchr(line, '\n', rest);
		size_t length = end ? (size_t)(end + 1 - line) : rest;
		int pid;
		size_t head = trace_line_pid(line, length, &pid);
		number stamp;
		size_t used = read_stamp(line + head, length - head, &stamp);

		memmove(to, line, head);
		memmove(to + head, line + head + used, length - head - used);
		to += length - used;
		line += length;
		last = used ? stamp : last;
		if (stamps)
			*stamps++ = last;
	}
	return (size_t)(to - log);
}
