/* SPDX-License-Identifier: MIT */
#include "trace_output.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trace_call.h"

/* The value of an escape of strace's string behind its backslash; `*used` characters. */
static char unescaped(const char *text, size_t *used)
{
	static const char names[] = "abtnvfr"; /* \a is 7, \b is 8, and so on */
	const char *name = strchr(names, *text);
	char digits[4] = "";

	*used = 1;
	if (*text && name)
		return (char)('\a' + (name - names));
	*used = strspn(text, "01234567");
	if (*used == 0) {
		*used = 1;
		return *text;
	}
	*used = *used < 3 ? *used : 3;
	memcpy(digits, text, *used);
	return (char)strtol(digits, NULL, 8);
}

/* Does the string that begins behind a quote show these bytes, as far as it shows any? */
static bool shows(const char *text, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size && *text && *text != '"'; i++) {
		size_t used = 1;
		char c = *text == '\\' ? unescaped(text + 1, &used) : *text;

		text += *text == '\\' ? 1 + used : 1;
		if (c != bytes[i])
			return false;
	}
	return true;
}

int *trace_output_places(
	struct pool *pool, const struct run_trace *trace, const struct bytes *out)
{
	int *places = pool_alloc(pool, (size_t)trace->lines.count * sizeof *places);
	size_t done = 0;
	int begun = 0;

	for (int i = 0; i < trace->lines.count; i++) {
		const struct line *line = &trace->lines.at[i];
		size_t size = trace_call_written(line, STDOUT_FILENO);
		const char *quote = size > 0 ? strchr(line->text, '"') : NULL;

		places[i] = begun;
		if (!quote || size > out->size - done ||
			!shows(quote + 1, out->data + done, size))
			continue;
		begun += text_lines_begun(out, done, done + size);
		done += size;
	}
	return places;
}
