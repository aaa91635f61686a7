/* SPDX-License-Identifier: MIT */
#include "glossary_use.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"

/* --- lists ---------------------------------------------------------------------------- */

struct term_list terms_none(struct pool *pool, const struct glossary *glossary)
{
	size_t count = 0;

	for (const struct term *term = glossary->terms; term; term = term->next)
		count++;
	return (struct term_list){
		.at = pool_alloc(pool, count * sizeof(const struct term *))};
}

bool terms_have(const struct term_list *list, const struct term *term)
{
	for (int i = 0; i < list->count; i++)
		if (list->at[i] == term)
			return true;
	return false;
}

void terms_add(struct term_list *list, const struct term *term)
{
	if (!terms_have(list, term))
		list->at[list->count++] = term;
}

/* --- a term in a text ----------------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static bool is_blank(char c)
{
	return text_is_blank(c) || c == '\n';
}

/* A name without capitals may begin a sentence; one with them is written so and no other way. */
static bool has_capital(const char *text)
{
	while (*text && !isupper((unsigned char)*text))
		text++;
	return *text;
}

static bool same_letter(char read, char wanted, bool first, bool exact)
{
	return read == wanted ||
		(first && !exact && is_ascii(read) &&
			tolower((unsigned char)read) == wanted);
}

/* How many bytes of the text are that spelling; 0 when it does not begin with it. */
static size_t spelled(const char *text, const char *spelling)
{
	const char *at = text;
	bool exact;

	if (!same_letter(*text, *spelling, true, false)) /* as for nearly every spelling */
		return 0;
	exact = has_capital(spelling);
	for (const char *wanted = spelling; *wanted; wanted++) {
		if (*wanted == ' ' && is_blank(*at))
			while (is_blank(*at))
				at++;
		else if (same_letter(*at, *wanted, wanted == spelling, exact))
			at++;
		else
			return 0;
	}
	return (size_t)(at - text);
}

/* A single Chinese character may be part of any other word, as that of a section is of "byte". */
static bool stands_for_itself(const char *spelling)
{
	return is_ascii(*spelling) ||
		text_utf8_length(spelling, strlen(spelling)) < strlen(spelling);
}

/* The bytes of a spelling as whole words at a place of the text, which begins at `start`. */
static size_t spelled_as_words(const char *start, const char *text, const char *spelling)
{
	size_t length = spelled(text, spelling);

	if (length == 0 || !stands_for_itself(spelling))
		return 0;
	if (is_ascii(*spelling) && text > start && is_word_byte(text[-1]))
		return 0;
	if (!is_word_byte(text[length - 1]))
		return length;
	length += text[length] == 's';
	return is_word_byte(text[length]) ? 0 : length;
}

/* The longest term at a place of a text, NULL: none; and its bytes. */
static const struct term *term_at(const struct glossary *glossary, const char *start,
	const char *text, size_t *longest)
{
	const struct term *found = NULL;

	*longest = 0;
	for (const struct term *term = glossary->terms; term; term = term->next)
		for (const struct spelling *at = term->spellings; at; at = at->next) {
			size_t length =
				at->asked ? 0 : spelled_as_words(start, text, at->text);

			if (length <= *longest)
				continue;
			*longest = length;
			found = term;
		}
	return found;
}

void terms_in(const struct glossary *glossary, const char *text, struct term_list *list)
{
	const char *at = text;

	while (*at) {
		size_t length;
		const struct term *term = term_at(glossary, text, at, &length);

		if (term)
			terms_add(list, term);
		at += term ? length : 1;
	}
}

struct term_list terms_of_lab(
	struct pool *pool, const struct glossary *glossary, const struct expect *expect)
{
	struct term_list list = terms_none(pool, glossary);
	const char *explanation = note_text(expect->explain);

	if (explanation)
		terms_in(glossary, explanation, &list);
	for (const struct part *part = expect->parts; part; part = part->next)
		if (note_text(part->title))
			terms_in(glossary, note_text(part->title), &list);
	return list;
}
