/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

/* A text while it is split, and the word that is being made. */
struct splitting {
	const char *at;
	char *word;
	size_t length;
};

static bool is_between(char c)
{
	return text_is_blank(c) || c == '\n';
}

static const char *skip_between(const char *text)
{
	while (is_between(*text))
		text++;
	return text;
}

static void take(struct splitting *splitting)
{
	splitting->word[splitting->length++] = *splitting->at++;
}

/* The quote that ends what begins at the text, or NULL. */
static const char *find_partner(const char *text)
{
	const char *at = text + 1;

	while (*at && *at != *text)
		at += *text == '"' && *at == '\\' && at[1] ? 2 : 1;
	return *at ? at : NULL;
}

static void take_quoted(struct splitting *splitting, const char *end)
{
	bool escapes = *end == '"';

	splitting->at++;
	while (splitting->at < end) {
		if (escapes && *splitting->at == '\\' &&
			(splitting->at[1] == '"' || splitting->at[1] == '\\'))
			splitting->at++;
		take(splitting);
	}
	splitting->at = end + 1;
}

static void take_word(struct splitting *splitting)
{
	splitting->length = 0;
	while (*splitting->at && !is_between(*splitting->at)) {
		const char *end =
			strchr("'\"", *splitting->at) ? find_partner(splitting->at) : NULL;

		if (end) {
			take_quoted(splitting, end);
			continue;
		}
		splitting->at += *splitting->at == '\\' && splitting->at[1];
		take(splitting);
	}
}

char **words_split(struct pool *pool, const char *text)
{
	char **words = pool_alloc(pool, (strlen(text) / 2 + 2) * sizeof *words);
	struct splitting splitting = {
		.at = skip_between(text), .word = pool_alloc(pool, strlen(text) + 1)};
	int count = 0;

	while (*splitting.at) {
		take_word(&splitting);
		words[count++] = pool_copy(pool, splitting.word, splitting.length);
		splitting.at = skip_between(splitting.at);
	}
	return words;
}

int words_count(char *const *words)
{
	int count = 0;

	while (words && words[count])
		count++;
	return count;
}

char **words_put(char **end, char *const *words)
{
	while (words && *words)
		*end++ = *words++;
	return end;
}

char **words_joined(struct pool *pool, char *const *words, char *const *more)
{
	int count = words_count(words) + words_count(more);
	char **all = pool_alloc(pool, ((size_t)count + 1) * sizeof *all);

	words_put(words_put(all, words), more);
	return all;
}
