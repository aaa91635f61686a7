/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "text_builder.h"

int text_line_ends(const char *text, size_t size)
{
	int count = 0;

	for (size_t i = 0; i < size; i++)
		count += text[i] == '\n';
	return count;
}

/* The last line needs no end. */
static int count_lines(const char *bytes, size_t size)
{
	return text_line_ends(bytes, size) + (size > 0 && bytes[size - 1] != '\n');
}

bool text_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

struct lines text_lines(struct pool *pool, const char *bytes, size_t size)
{
	struct lines lines = {.count = count_lines(bytes, size)};
	const char *at = bytes;
	const char *end = bytes + size;

	lines.at = pool_alloc(pool, (size_t)lines.count * sizeof *lines.at);
	for (int i = 0; i < lines.count; i++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((stop ? stop : end) - at);
		size_t kept = length > 0 && at[length - 1] == '\r' ? length - 1 : length;

		lines.at[i].text = pool_copy(pool, at, kept);
		lines.at[i].length = kept;
		lines.at[i].number = i + 1;
		at += length + 1;
	}
	return lines;
}

/* The least and greatest second byte behind `first`; RFC 3629, section 4. */
static bool second_byte_fits(unsigned char first, unsigned char second)
{
	unsigned char least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	unsigned char greatest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

	return second >= least && second <= greatest;
}

size_t text_utf8_length(const char *text, size_t length)
{
	unsigned char first = (unsigned char)text[0];
	size_t need = first < 0x80 ? 1
		: first >= 0xf0    ? 4
		: first >= 0xe0    ? 3
		: first >= 0xc2    ? 2
				   : 0;

	if (need == 0 || need > length || first > 0xf4 ||
		(need > 1 && !second_byte_fits(first, (unsigned char)text[1])))
		return 0;
	for (size_t i = 2; i < need; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return 0;
	return need;
}

unsigned long text_code_point(const char *text, size_t wide)
{
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned long point = (unsigned char)text[0] & masks[wide];

	for (size_t i = 1; i < wide; i++)
		point = point << 6 | ((unsigned char)text[i] & 0x3f);
	return point;
}

/*
 * A character that is obeyed and not shown: of ASCII, one of U+0080 to U+009F, which terminals
 * obey too, and those that hide or turn round what stands beside them: U+200B to U+200F, U+2028
 * to U+202E, U+2060 to U+206F and U+FEFF (Unicode Standard Annex 9, and UTR 36).
 */
static bool is_control(const char *text, size_t wide)
{
	unsigned long point = text_code_point(text, wide);

	return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
		(point >= 0x200b && point <= 0x200f) ||
		(point >= 0x2028 && point <= 0x202e) ||
		(point >= 0x2060 && point <= 0x206f) || point == 0xfeff;
}

size_t text_control_length(const char *text, size_t length)
{
	size_t wide = text_utf8_length(text, length);

	return wide > 0 && is_control(text, wide) ? wide : 0;
}

static void put_escape(FILE *out, unsigned char byte)
{
	static const char names[] = "abtnvfr"; /* \a is 7, \b is 8, and so on */

	if (byte >= 7 && byte <= 13)
		fprintf(out, "\\%c", names[byte - 7]);
	else
		fprintf(out, "\\x%02x", byte);
}

/* The length without the blanks at the end. */
static size_t without_trailing_blanks(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] == ' ')
		length--;
	return length;
}

/* What is cut is said in words, which take as much room as some bytes. */
enum { LEAST_CUT = 20 };

char *text_visible(struct pool *pool, const char *text, size_t length, size_t most)
{
	size_t inner = without_trailing_blanks(text, length);
	size_t i = 0;
	struct text_builder visible;

	if (length < most + LEAST_CUT)
		most = 0;
	builder_begin(&visible);
	while (i < length && (!most || i < most)) {
		size_t wide = text_utf8_length(text + i, length - i);

		bool hidden = wide == 0 || is_control(text + i, wide) || i >= inner;

		wide = wide ? wide : 1;
		for (size_t at = 0; at < wide; at++)
			if (hidden)
				put_escape(visible.out, (unsigned char)text[i + at]);
			else
				fputc(text[i + at], visible.out);
		i += wide;
	}
	if (i < length) {
		fputc(' ', visible.out);
		fprintf(visible.out, M_MORE_BYTES, length - i);
	}
	return builder_end(pool, &visible).data;
}

char *text_visible_lines(struct pool *pool, const char *text)
{
	struct text_builder visible;

	builder_begin(&visible);
	for (;;) {
		size_t length = strcspn(text, "\n");
		size_t inner = without_trailing_blanks(text, length);

		fprintf(visible.out, "%s%.*s%.1s", text_visible(pool, text, inner, 0),
			(int)(length - inner), text + inner, text + length);
		if (text[length] == '\0')
			return builder_end(pool, &visible).data;
		text += length + 1;
	}
}

/* The character of three octal digits, or -1. */
static int octal_character(const char *text, size_t length)
{
	int value = 0;

	for (size_t i = 0; i < 3; i++) {
		if (i >= length || text[i] < '0' || text[i] > '7')
			return -1;
		value = 8 * value + text[i] - '0';
	}
	return value < 256 ? value : -1;
}

char *text_unescaped(struct pool *pool, const char *text, size_t length)
{
	char *copy = pool_alloc(pool, length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		bool escaped = text[i] == '\\' && i + 1 < length;
		char c = escaped ? text[++i] : text[i];
		int octal = escaped ? octal_character(text + i, length - i) : -1;

		if (octal >= 0)
			i += 2;
		copy[used++] = octal >= 0 ? (char)octal
			: !escaped        ? c
			: c == 'n'        ? '\n'
			: c == 't'        ? '\t'
					  : c;
	}
	return copy;
}

/*
 * East Asian Wide and Fullwidth characters as used in Chinese text, which have three bytes of
 * UTF-8: U+2E80 to U+A4CF, U+AC00 to U+D7A3, U+F900 to U+FAFF and U+FF00 to U+FF60
 * (Unicode Standard Annex 11). Not wcwidth(3): it needs a UTF-8 locale to be installed.
 */
static int character_columns(const char *text, size_t wide)
{
	unsigned long point;

	if (wide != 3)
		return wide == 4 ? 2 : 1;
	point = text_code_point(text, wide);
	return (point >= 0x2e80 && point <= 0xa4cf) ||
			(point >= 0xac00 && point <= 0xd7a3) ||
			(point >= 0xf900 && point <= 0xfaff) ||
			(point >= 0xff00 && point <= 0xff60)
		? 2
		: 1;
}

int text_columns(const char *text)
{
	size_t left = strlen(text);
	int columns = 0;

	while (left > 0) {
		size_t wide = text_utf8_length(text, left);

		columns += character_columns(text, wide);
		wide = wide ? wide : 1;
		text += wide;
		left -= wide;
	}
	return columns;
}

const char *text_listed(
	struct pool *pool, const char *list, const char *comma, const char *word)
{
	return pool_printf(pool, "%s%s%s", list, *list ? comma : "", word);
}

const char *text_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

int text_lines_begun(const struct bytes *text, size_t from, size_t to)
{
	int count = 0;

	for (size_t i = from; i < to && i < text->size; i++)
		count += i == 0 || text->data[i - 1] == '\n';
	return count;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
	size_t length = strlen(text);
	size_t need = strlen(suffix);

	return length >= need && strcmp(text + length - need, suffix) == 0;
}

void text_cut(char *text, int columns)
{
	size_t length = strlen(text);

	while (length > 0 && text_columns(text) > columns) {
		do
			length--;
		while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80);
		text[length] = '\0';
	}
}

/* U+3000 to 303F and U+FF00 to FF7F, by the first two of three bytes of UTF-8. */
bool text_is_wide_mark(const char *text)
{
	return text_starts(text, "\xe3\x80") || text_starts(text, "\xef\xbc") ||
		text_starts(text, "\xef\xbd");
}

bool text_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

const char *text_skip_blanks(const char *text)
{
	while (text_is_blank(*text))
		text++;
	return text;
}

const char *text_trimmed(struct pool *pool, const char *text, size_t length)
{
	while (length > 0 && text_is_blank(*text)) {
		text++;
		length--;
	}
	while (length > 0 && text_is_blank(text[length - 1]))
		length--;
	return pool_copy(pool, text, length);
}
