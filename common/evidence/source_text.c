/* SPDX-License-Identifier: MIT */
#include "source_text.h"

#include <ctype.h>
#include <string.h>

#include "source_piece.h"

enum { MOST_SHOWN = 240, MOST_LINES = 6, FEWEST_LETTERS = 3, FEWEST_OF_SOME = 10 };

/* --- found ---------------------------------------------------------------------------- */

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (text_is_blank(*at) || *at == '\n'))
		at++;
	return at;
}

/* Is it a call of the function, with another argument than `except`? */
static bool is_call(const struct source_piece *piece, const char *end, const char *function,
	const char *except)
{
	size_t length = strlen(function);
	const char *at = skip_blanks(piece->to, end);

	if (piece->kind != PIECE_NAME || (size_t)(piece->to - piece->from) != length ||
		memcmp(piece->from, function, length) != 0 || at == end || *at != '(')
		return false;
	at = skip_blanks(at + 1, end);
	return !except || !text_starts(at, except) || at[strlen(except)] != ')';
}

static const char *start_of_line(const struct bytes *source, const char *at)
{
	while (at > source->data && at[-1] != '\n')
		at--;
	return at;
}

/* The last byte of a line that is no blank; NULL where it has none. */
static const char *last_byte(const struct bytes *source, const char *from)
{
	const char *end = source->data + source->size;
	const char *last = NULL;

	for (; from < end && *from != '\n'; from++)
		if (!text_is_blank(*from) && *from != '\r')
			last = from;
	return last;
}

/* Does what stands in the line go on in the next one? */
static bool goes_on(const struct bytes *source, const char *from)
{
	const char *last = last_byte(source, from);

	return last && !strchr(";{}:/>", *last) && *from != '#';
}

/* Where the statement begins that has this byte. */
static const char *start_of_statement(const struct bytes *source, const char *at)
{
	const char *from = start_of_line(source, at);

	for (int i = 0; i < MOST_LINES && from > source->data; i++) {
		const char *above = start_of_line(source, from - 1);

		if (!goes_on(source, above))
			break;
		from = above;
	}
	return from;
}

/* A statement in one line, from its first one to that in which it ends. */
static const char *statement_of(
	struct pool *pool, const struct bytes *source, const char *from)
{
	const char *end = source->data + source->size;
	const char *text = "";

	for (int i = 0; i < MOST_LINES && from < end; i++) {
		const char *last = last_byte(source, from);
		const char *next = memchr(from, '\n', (size_t)(end - from));
		const char *begin = from;

		while (last && text_is_blank(*begin))
			begin++;
		if (last)
			text = pool_printf(pool, "%s%s%.*s", text, *text ? " " : "",
				(int)(last + 1 - begin), begin);
		if (!next || !goes_on(source, from))
			break;
		from = next + 1;
	}
	return text_visible(pool, text, strlen(text), MOST_SHOWN);
}

/* What is looked for: words in a string, or a function that is called. */
struct wanted {
	const char *words;
	const char *function; /* NULL: words are */
	const char *except;
};

static bool is_wanted(
	const struct source_piece *piece, const char *end, const struct wanted *wanted)
{
	return wanted->function ? is_call(piece, end, wanted->function, wanted->except)
				: source_piece_words(piece, wanted->words) != NULL;
}

static struct source_match find(
	struct pool *pool, const struct bytes *source, const struct wanted *wanted)
{
	struct source_match match = {
		.words = wanted->function ? wanted->function : wanted->words};
	const char *end = source->data + source->size;
	const char *next;
	int line = 1;
	int last = 0;

	for (const char *at = source->data; at < end; at = next) {
		struct source_piece piece = source_piece_take(at, end, &next);
		bool found = is_wanted(&piece, end, wanted);

		if (found && !match.text) {
			const char *from = start_of_statement(source, at);

			match.text = statement_of(pool, source, from);
			match.line = line - text_line_ends(from, (size_t)(at - from));
		}
		match.count += found && line != last;
		last = found ? line : last;
		line += text_line_ends(at, (size_t)(next - at));
	}
	return match;
}

/* The lines with a string literal in which `words` stand. */
static struct source_match find_printing(
	struct pool *pool, const struct bytes *source, const char *words)
{
	return find(pool, source, &(struct wanted){.words = words});
}

struct source_match source_text_calls(struct pool *pool, const struct bytes *source,
	const char *function, const char *except)
{
	return find(pool, source, &(struct wanted){.function = function, .except = except});
}

/* --- the words of a line -------------------------------------------------------------- */

/* The end of what does not change from run to run: a number does, and so does "...". */
static const char *end_of_words(const char *text)
{
	const char *at = text;

	while (*at && !text_starts(at, "...") &&
		!(isdigit((unsigned char)*at) &&
			(at == text || !source_piece_is_name_byte(at[-1]))))
		at++;
	return at;
}

static int count_letters(const char *from, const char *to)
{
	int letters = 0;

	for (; from < to; from++)
		letters += isalpha((unsigned char)*from) != 0;
	return letters;
}

/* Without its last word; with the first alone nothing is left. */
static const char *without_word(const char *from, const char *to)
{
	while (to > from && text_is_blank(to[-1]))
		to--;
	while (to > from && !text_is_blank(to[-1]))
		to--;
	while (to > from && text_is_blank(to[-1]))
		to--;
	return to;
}

/*
 * Where the words are not found, all but the last of them, and so on: as long as there are enough
 * letters to tell one line from another.
 */
static struct source_match find_between(struct pool *pool, const struct bytes *source,
	const char *from, const char *to, int fewest)
{
	struct source_match match = {0};

	while (!match.text && count_letters(from, to) >= fewest) {
		match = find_printing(
			pool, source, text_trimmed(pool, from, (size_t)(to - from)));
		to = without_word(from, to);
		fewest = fewest < FEWEST_OF_SOME ? FEWEST_OF_SOME : fewest;
	}
	return match;
}

/* Behind the number that a line begins with. */
static const char *number_end(const char *text)
{
	return text + strspn(text, "0123456789abcdefx");
}

struct source_match source_text_prints_line(
	struct pool *pool, const struct bytes *source, const char *printed)
{
	const char *from =
		text_skip_blanks(text_starts(printed, "...") ? printed + 3 : printed);
	const char *end = end_of_words(from);
	const char *colon = memchr(from, ':', (size_t)(end - from));
	const char *behind = colon ? colon + 1 : from;
	const char *whole = strchr(from, ':'); /* "From malloc(10):" is a label too */
	struct source_match match = {0};

	if (whole && whole != colon)
		match = find_printing(
			pool, source, pool_copy(pool, from, (size_t)(whole + 1 - from)));
	if (!match.text && colon)
		match = find_between(pool, source, from, behind, FEWEST_LETTERS);
	if (!match.text && colon)
		match = find_between(pool, source, from, colon, FEWEST_LETTERS);
	if (!match.text)
		match = find_between(
			pool, source, behind, end, colon ? FEWEST_OF_SOME : FEWEST_LETTERS);
	if (!match.text && end == from && number_end(end) > end)
		match = find_between(pool, source, number_end(end),
			end_of_words(number_end(end)), FEWEST_LETTERS);
	return match;
}
