/* SPDX-License-Identifier: MIT */
#include "outline.h"

#include <ctype.h>
#include <string.h>

#include "../base/text_builder.h"

enum {
	MOST_SMALL = 255,
	SMALLEST_PAGE = 4096,
	MOST_SHOWN = 160,  /* bytes of a line */
	FEWEST_DIGITS = 8, /* of an address without 0x, as in a map */
};

static const char hex_digits[] = "0123456789abcdef";

/* A larger number is no size. */
static const number beyond_sizes = (number)1 << 40;

bool outline_keeps(number value)
{
	return (value >= 0 && value <= MOST_SMALL) ||
		(value > 0 && value % SMALLEST_PAGE == 0 && value < beyond_sizes);
}

static bool is_of_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* How long the word at `at` is, "libc.so.6" or "2.36"; two dots end it. */
static size_t word_length(const char *at, const char *end)
{
	const char *from = at;

	while (at < end &&
		(is_of_word(*at) ||
			(*at == '.' && at > from && at + 1 < end && is_of_word(at[1]))))
		at++;
	return (size_t)(at - from);
}

static bool has_only(const char *word, size_t length, const char *characters)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr(characters, word[i]))
			return false;
	return true;
}

static bool is_hex(const char *word, size_t length)
{
	if (length > 2 && word[0] == '0' && word[1] == 'x')
		return has_only(word + 2, length - 2, hex_digits);
	return length >= FEWEST_DIGITS && has_only(word, length, hex_digits);
}

static bool is_number(const char *word, size_t length)
{
	return has_only(word, length, "0123456789.") || is_hex(word, length);
}

/* Does the number stay as it is? */
static bool stays(const char *word, size_t length, enum kept_numbers kept)
{
	number value;
	bool hex;

	if (number_read(word, length, &value, &hex) != length)
		return false;
	return value == 0 ||
		(!hex &&
			(kept == KEEP_DECIMAL ||
				(kept == KEEP_SIZES && outline_keeps(value))));
}

/* What a path begins with, up to its last name; `at` where no path begins. */
static const char *skip_folders(const char *text, const char *at, const char *end)
{
	const char *last = at;

	if (*at != '/' || (at > text && !strchr(" \"(", at[-1])))
		return at;
	for (; at < end && !strchr(" \"),", *at); at++)
		if (*at == '/')
			last = at + 1;
	return last;
}

/* Where the text of a call begins. */
static const char *find_text(const char *line, size_t length)
{
	const char *quote = memchr(line, '"', length);

	return quote ? quote : line + length;
}

/* How long the bytes are that strace prints as "\xc2\xee": a text that is none, often a random one. */
static size_t escaped_length(const char *at, const char *end)
{
	const char *from = at;

	while (end - at >= 4 && at[0] == '\\' && at[1] == 'x' &&
		has_only(at + 2, 2, hex_digits))
		at += 4;
	return (size_t)(at - from);
}

const char *outline_text(
	struct pool *pool, const char *text, size_t length, enum kept_numbers kept)
{
	const char *end = text + length;
	const char *quoted = find_text(text, length);
	struct text_builder outline;
	struct bytes made;
	int depth = 0;

	builder_begin(&outline);
	for (const char *at = text; at < end;) {
		size_t bytes;

		made = builder_so_far(&outline);
		if (made.size >= MOST_SHOWN)
			break;

		at = skip_folders(text, at, end);
		bytes = escaped_length(at, end);
		if (bytes) {
			fputs("\\xN", outline.out);
			at += bytes;
			continue;
		}
		bytes = word_length(at, end);
		depth += at < end ? (*at == '{') - (*at == '}') : 0;
		if (bytes && is_number(at, bytes) &&
			(depth > 0 || !stays(at, bytes, at >= quoted ? KEEP_ZERO : kept)))
			fputc('N', outline.out);
		else if (bytes || (at < end && (*at != ' ' || !text_ends(made.data, " "))))
			fprintf(outline.out, "%.*s", (int)(bytes ? bytes : 1), at);
		at += bytes ? bytes : 1;
	}
	made = builder_end(pool, &outline);
	return text_trimmed(pool, made.data, made.size);
}
