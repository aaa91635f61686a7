/* SPDX-License-Identifier: MIT */
#include "glossary_find.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"

/* --- the same spelling ---------------------------------------------------------------- */

/* Blanks, hyphens, brackets and dots do not count; what is not ASCII does. */
static bool counts(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The next byte that counts, in lower case, which is then behind the text; 0 at its end. */
static int next_of(const char **text)
{
	while (**text && !counts(**text))
		(*text)++;
	return **text ? tolower((unsigned char)*(*text)++) : 0;
}

/* Is it that spelling, or its plural? */
static bool is_spelled(const char *asked, const char *spelling)
{
	int count = 0;
	int wanted;
	int given;

	while ((given = next_of(&asked)) == (wanted = next_of(&spelling)) && given)
		count++;
	return count > 0 && wanted == 0 &&
		(given == 0 || (given == 's' && next_of(&asked) == 0));
}

const struct term *glossary_find(const struct glossary *glossary, const char *asked)
{
	for (const struct term *term = glossary->terms; term; term = term->next)
		for (const struct spelling *at = term->spellings; at; at = at->next)
			if (is_spelled(asked, at->text))
				return term;
	return NULL;
}

/* --- one that is alike ---------------------------------------------------------------- */

enum { LONGEST = 48, FAR = LONGEST + 1 };

/* The characters of a spelling that count, as far as there is room. */
struct key {
	unsigned long at[LONGEST];
	int count;
};

static struct key key_of(const char *text)
{
	struct key key = {.count = 0};

	while (*text && key.count < LONGEST) {
		size_t wide = text_utf8_length(text, strlen(text));

		if (wide > 1)
			key.at[key.count++] = text_code_point(text, wide);
		else if (counts(*text))
			key.at[key.count++] = (unsigned)tolower((unsigned char)*text);
		text += wide ? wide : 1;
	}
	return key;
}

static bool holds_at(const struct key *whole, int place, const struct key *part)
{
	return part->count > 0 && place + part->count <= whole->count &&
		memcmp(whole->at + place, part->at,
			(size_t)part->count * sizeof *part->at) == 0;
}

static bool begins(const struct key *whole, const struct key *part)
{
	return holds_at(whole, 0, part);
}

static bool holds(const struct key *whole, const struct key *part)
{
	for (int i = 0; i < whole->count; i++)
		if (holds_at(whole, i, part))
			return true;
	return false;
}

static int least(int a, int b, int c)
{
	int lower = a < b ? a : b;
	return lower < c ? lower : c;
}

/* How many characters must be added, left out or changed; Levenshtein's distance. */
static int distance(const struct key *one, const struct key *other)
{
	int row[LONGEST + 1];

	for (int j = 0; j <= other->count; j++)
		row[j] = j;
	for (int i = 1; i <= one->count; i++) {
		int above_left = row[0];

		row[0] = i;
		for (int j = 1; j <= other->count; j++) {
			int above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
				above_left + (one->at[i - 1] != other->at[j - 1]));
			above_left = above;
		}
	}
	return row[other->count];
}

/* How far a spelling is; FAR: it is another word. */
static int how_far(const struct key *asked, const char *text)
{
	struct key spelling = key_of(text);
	int far = distance(asked, &spelling);
	int room = 1 + (asked->count < spelling.count ? asked->count : spelling.count) / 4;

	if (begins(&spelling, asked))
		return 0;
	if (far <= room && far < asked->count)
		return far;
	return holds(&spelling, asked) ? room + 1 : FAR;
}

static int how_far_is(const struct key *asked, const struct term *term)
{
	int nearest = FAR;

	for (const struct spelling *at = term->spellings; at; at = at->next) {
		int far = how_far(asked, at->text);

		nearest = far < nearest ? far : nearest;
	}
	return nearest;
}

int glossary_nearest(struct pool *pool, const struct glossary *glossary, const char *asked,
	const struct term **near, int most)
{
	struct key key = key_of(asked);
	int *far = pool_alloc(pool, (size_t)most * sizeof *far);
	int count = 0;

	for (const struct term *term = glossary->terms; term; term = term->next) {
		int this = how_far_is(&key, term);
		int place = count;

		while (place > 0 && far[place - 1] > this)
			place--;
		if (this == FAR || place == most)
			continue;
		count += count < most;
		for (int i = count - 1; i > place; i--) {
			near[i] = near[i - 1];
			far[i] = far[i - 1];
		}
		near[place] = term;
		far[place] = this;
	}
	return count;
}

/* --- permissions ---------------------------------------------------------------------- */

bool is_permissions(const char *text)
{
	static const char *const letters[] = {"r-", "w-", "x-", "ps"};
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		if (i >= sizeof letters / sizeof *letters || !strchr(letters[i], text[i]))
			return false;
	return length == 3 || length == 4;
}
