/* SPDX-License-Identifier: MIT */
#include "trace_line.h"

#include <ctype.h>
#include <string.h>

size_t trace_line_pid(const char *text, size_t length, int *pid)
{
	size_t used = 0;

	*pid = 0;
	while (used < length && isdigit((unsigned char)text[used]) && used < 9)
		*pid = *pid * 10 + (text[used++] - '0');
	if (used == 0 || used == length || text[used] != ' ')
		return 0;
	while (used < length && text[used] == ' ')
		used++;
	return used;
}

bool trace_line_begins(const char *text, size_t length, const char *prefix)
{
	size_t need = strlen(prefix);

	return length >= need && memcmp(text, prefix, need) == 0;
}

bool trace_line_is_unfinished(const char *text, size_t length)
{
	size_t need = strlen(TRACE_UNFINISHED);

	return length > need && memcmp(text + length - need, TRACE_UNFINISHED, need) == 0;
}

long trace_find_line(
	const char *log, size_t size, int pid, trace_visitor *visit, void *context)
{
	const char *at = log;
	const char *end = log + size;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length;
		size_t used;
		int found;

		if (!stop)
			return -1;
		length = (size_t)(stop - at);
		used = trace_line_pid(at, length, &found);
		if (used && (pid == 0 || found == pid) &&
			visit(at + used, length - used, context))
			return at - log;
		at = stop + 1;
	}
	return -1;
}
