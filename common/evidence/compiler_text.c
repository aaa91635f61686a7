/* SPDX-License-Identifier: MIT */
#include "compiler_text.h"

#include <ctype.h>
#include <string.h>

/* Does the line have one of the words? The list ends in a NULL. */
static bool has_one_of(const struct line *line, const char *const *words)
{
	for (; *words; words++)
		if (strstr(line->text, *words))
			return true;
	return false;
}

static bool is_error(const struct line *line)
{
	static const char *const signs[] = {
		": error: ", ": fatal error: ", "undefined reference to ",
		"multiple definition of ", "cannot find -l", NULL};

	return has_one_of(line, signs);
}

static bool is_warning(const struct line *line)
{
	return strstr(line->text, ": warning: ") != NULL;
}

/* "mine.c: In function 'main':", "In file included from mine.c:3:", "2 warnings generated." */
static bool is_beside(const struct line *line)
{
	static const char *const signs[] = {
		": In function ", ": in function ", ": At top level:", NULL};

	return has_one_of(line, signs) ||
		text_starts(line->text, "In file included from ") ||
		text_starts(text_skip_blanks(line->text), "from ") ||
		(isdigit((unsigned char)*line->text) &&
			text_ends(line->text, " generated."));
}

static bool same_lines(const struct lines *one, const struct lines *other)
{
	bool same = one->count == other->count;

	for (int i = 0; same && i < one->count; i++)
		same = strcmp(one->at[i].text, other->at[i].text) == 0;
	return same;
}

/* Puts it at the end of the list, unless it is there. */
static void add(struct diagnostic **list, struct diagnostic *added)
{
	while (*list && !same_lines(&(*list)->lines, &added->lines))
		list = &(*list)->next;
	if (!*list)
		*list = added;
}

/* How many lines tell of one thing, that at `first`; the others are told by the next one. */
static int count_lines(const struct lines *lines, int first)
{
	int count = 1;

	for (const struct line *at; first + count < lines->count; count++) {
		at = &lines->at[first + count];
		if (is_error(at) || is_warning(at) || is_beside(at))
			break;
	}
	return count;
}

void compiler_text_read(
	struct pool *pool, const struct bytes *said, struct diagnostic **list)
{
	struct lines lines = text_lines(pool, said->data, said->size);

	for (int i = 0; i < lines.count; i++) {
		struct diagnostic *found;

		if (!is_error(&lines.at[i]) && !is_warning(&lines.at[i]))
			continue;
		found = pool_alloc(pool, sizeof *found);
		found->error = is_error(&lines.at[i]);
		found->lines = (struct lines){&lines.at[i], count_lines(&lines, i)};
		add(list, found);
		i += found->lines.count - 1;
	}
}
