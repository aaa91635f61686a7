/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <string.h>

#include "../base/text.h"

static int indentation(const char *text)
{
	int columns = 0;

	for (; *text == ' ' || *text == '\t'; text++)
		columns += *text == '\t' ? 8 - columns % 8 : 1;
	return columns;
}

/* Keeps the lines that say something, without indentation and blanks at the end. */
void source_split(struct pool *pool, const char *bytes, size_t size, struct source *source)
{
	static const char byte_order_mark[] =
		"\xef\xbb\xbf"; /* some editors put it first */
	size_t skipped = size >= 3 && memcmp(bytes, byte_order_mark, 3) == 0 ? 3 : 0;
	struct lines all = text_lines(pool, bytes + skipped, size - skipped);

	source->lines = pool_alloc(pool, (size_t)all.count * sizeof *source->lines);
	source->count = 0;
	for (int i = 0; i < all.count; i++) {
		struct source_line *line = &source->lines[source->count];
		const char *text = all.at[i].text + strspn(all.at[i].text, " \t");
		size_t length = strlen(text);

		while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
			length--;
		if (length == 0 || *text == '#')
			continue;
		line->text = pool_copy(pool, text, length);
		line->indent = indentation(all.at[i].text);
		line->number = all.at[i].number;
		source->count++;
	}
}

const struct source_line *source_line_at(const struct source *source, int index)
{
	return index < source->count ? &source->lines[index] : NULL;
}

const char *source_language(const char *text, enum language *which)
{
	*which = ENGLISH;
	for (int i = 0; i < LANGUAGES && *text == '.'; i++) {
		const char *code = language_code((enum language)i);
		size_t length = strlen(code);

		if (i == ENGLISH || strncmp(text + 1, code, length) != 0)
			continue;
		*which = (enum language)i;
		return text + 1 + length;
	}
	return text;
}

const char *source_note(const char *line, const char *word, enum language *which)
{
	if (!text_starts(line, word))
		return NULL;
	line = source_language(line + strlen(word), which);
	return *line == ':' ? text_skip_blanks(line + 1) : NULL;
}
