/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/translation.h"
#include "expect_reader.h"

/*
 * The sentences of an expected file and their translations. Most stand in the .po files, and a
 * file may have some itself, as in "says.zh:", which come first. They are looked up when all is
 * read, by the sentence as it is read: of a loop, once for each value.
 */

/* "lab 03" of "expected/03-….expect"; NULL of another name. */
static const char *context_of(const struct expect_reader *reader)
{
	const char *slash = strrchr(reader->file, '/');
	const char *name = slash ? slash + 1 : reader->file;
	size_t digits = strspn(name, "0123456789");

	return digits > 0 ? pool_printf(reader->pool, "lab %.*s", (int)digits, name) : NULL;
}

void reader_sentence(struct expect_reader *reader, int line, const char **texts)
{
	struct sentence *sentence;

	if (language_text(texts, ENGLISH))
		return;
	sentence = pool_alloc(reader->pool, sizeof *sentence);
	sentence->texts = texts;
	sentence->line = line;
	if (reader->sentence)
		reader->sentence->next = sentence;
	else
		reader->expect->sentences = sentence;
	reader->sentence = sentence;
}

void reader_translate(struct expect_reader *reader)
{
	const char *context = context_of(reader);

	reader->expect->context = context;
	for (struct sentence *at = reader->expect->sentences; at; at = at->next)
		for (int i = 0; i < LANGUAGES; i++) {
			if (!at->texts[i] && at->texts[ENGLISH] && context)
				at->texts[i] = translation_find(
					(enum language)i, context, at->texts[ENGLISH]);
		}
}
