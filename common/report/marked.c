/* SPDX-License-Identifier: MIT */
#include "marked.h"

#include <string.h>

/* Without all blanks but one of several; the part that differs moves with the text. */
static char *squeeze(struct pool *pool, const char *text, struct differing *differing)
{
	char *squeezed = pool_copy(pool, text, strlen(text));
	struct differing old = *differing;
	int length = 0;

	for (int i = 0; text[i]; i++) {
		if (i == old.from)
			differing->from = length;
		if (i == old.to)
			differing->to = length;
		if (text[i] != ' ' || text[i + 1] != ' ')
			squeezed[length++] = text[i];
	}
	if ((size_t)old.to >= strlen(text))
		differing->to = old.to ? length : 0;
	squeezed[length] = '\0';
	return squeezed;
}

/* How many bytes go into one line, which ends behind a blank where there is one. */
static int line_length(const char *text, int width)
{
	int length = (int)strlen(text);

	if (length <= width)
		return length;
	for (int i = width; i > 0; i--)
		if (text[i - 1] == ' ')
			return i;
	return width;
}

static void print_marks(FILE *out, int indent, int from, int to)
{
	fprintf(out, "%*s", indent + from, "");
	for (int i = from; i < to; i++)
		fputc('^', out);
	fputc('\n', out);
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

void marked_print(const struct face *face, int indent, const char *label, const char *text,
	struct differing differing)
{
	int column = indent + REPORT_LABEL;
	const char *line;

	if (!text)
		return;
	line = squeeze(face->pool, report_visible(face, text), &differing);
	fprintf(face->out, "%*s", indent, "");
	report_padded(face->out, label, REPORT_LABEL, false);
	for (int done = 0, length; line[done]; done += length) {
		int from = differing.from > done ? differing.from - done : 0;

		length = line_length(line + done, face->columns - column);
		fprintf(face->out, "%*s%.*s\n", done ? column : 0, "", length, line + done);
		if (differing.from < done + length && differing.to > done)
			print_marks(face->out, column, from,
				least(differing.to - done, length));
	}
}
