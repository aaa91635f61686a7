/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text_builder.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * "for NAME... in VALUE...:" … "end": the lines between are read once for each value, with the
 * value in the place of {NAME}. They are replaced as text, before anything else is read, and
 * keep the numbers of the lines that they are made of. What is indented beneath the "for" is
 * then indented as the "for" itself.
 */

enum {
	MOST_LINES = 10000, /* that loops may make of a file */
	MOST_NAMES = 8,     /* of one loop */
	DEEPEST = 10,       /* loops inside each other */
};

struct loop {
	const struct source_line *line;
	int first;  /* the lines of its body, from the first */
	int behind; /* to the one behind the last */
	const char *names[MOST_NAMES];
	int name_count;
	const char **values; /* `name_count` of them for each time */
	int value_count;
};

struct expansion {
	struct expect_reader *reader;
	struct source made;
	int room;
	int of_loops; /* how many lines loops have made */
};

/* --- what a loop says ------------------------------------------------------------------- */

static const char name_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

static bool is_loop_name(const char *text, size_t length)
{
	return length > 0 && isupper((unsigned char)*text) &&
		strspn(text, name_letters) >= length;
}

static bool begins_loop(const struct source_line *line)
{
	const char *at = text_starts(line->text, "for ") ? line->text + strlen("for") : "";
	size_t length = strcspn(at = text_skip_blanks(at), " ");

	return is_loop_name(at, length);
}

/* Reads the names up to "in"; NULL when something else stands there. */
static const char *read_names(
	struct expect_reader *reader, struct loop *loop, const char *at)
{
	const char *word;

	while ((word = reader_word(reader, &at)) && strcmp(word, "in") != 0) {
		if (!is_loop_name(word, strlen(word)) || loop->name_count == MOST_NAMES)
			return NULL;
		loop->names[loop->name_count++] = word;
	}
	return word && loop->name_count > 0 ? at : NULL;
}

/* The next value; `*comma` says whether one stands behind it. NULL at the end. */
static const char *read_value(struct expect_reader *reader, const char **at, bool *comma)
{
	const char *word = reader_word(reader, at);
	size_t length = word ? strlen(word) : 0;

	*comma = false;
	if (word && **at == ',') { /* behind a quote */
		*comma = true;
		*at = text_skip_blanks(*at + 1);
	} else if (length > 1 && word[length - 1] == ',') {
		*comma = true;
		word = pool_copy(reader->pool, word, length - 1);
	}
	return word;
}

/* Values, of several names in groups with commas between. */
static int read_values(struct expect_reader *reader, struct loop *loop, const char *at)
{
	size_t most = strlen(at) + 1;
	const char *value;
	bool comma = false;

	loop->values = pool_alloc(reader->pool, most * sizeof *loop->values);
	while (*at && (value = read_value(reader, &at, &comma))) {
		bool whole = (loop->value_count + 1) % loop->name_count == 0;

		loop->values[loop->value_count++] = value;
		if (comma ? !whole : whole && *at && loop->name_count > 1)
			return -1;
	}
	return *at || comma || loop->value_count % loop->name_count != 0 ? -1 : 0;
}

static int read_loop(struct expect_reader *reader, struct loop *loop)
{
	const char *text = reader_uncommented(reader, loop->line->text);
	size_t length = strlen(text);
	const char *at;

	if (text[length - 1] != ':')
		return reader_fail(reader, loop->line->number, M_EXPECT_FOR, text);
	at = read_names(reader, loop, pool_copy(reader->pool, text + 4, length - 4 - 1));
	if (!at || read_values(reader, loop, at) != 0)
		return reader_fail(reader, loop->line->number, M_EXPECT_FOR, text);
	if (loop->value_count == 0)
		return reader_fail(reader, loop->line->number, M_EXPECT_FOR_VALUES, text);
	return 0;
}

/* Finds where the body ends, and the "end" behind it. */
static int find_end(
	struct expect_reader *reader, const struct source *from, struct loop *loop)
{
	const struct source_line *line;
	int at = loop->first;

	while ((line = source_line_at(from, at)) && line->indent > loop->line->indent)
		at++;
	loop->behind = at;
	if (!line || line->indent != loop->line->indent ||
		strcmp(reader_uncommented(reader, line->text), "end") != 0)
		return reader_fail(reader, line ? line->number : loop->line->number,
			M_EXPECT_NO_END, loop->line->text, loop->line->number);
	return at > loop->first ? 0
				: reader_fail(reader, loop->line->number,
					  M_EXPECT_NOTHING_BENEATH, loop->line->text);
}

/* --- names and values ------------------------------------------------------------------- */

/* Which name of the loop stands in braces at the start of `text`; -1 when none does. */
static int name_at(const struct loop *loop, const char *text)
{
	for (int i = 0; i < loop->name_count; i++) {
		size_t length = strlen(loop->names[i]);

		if (*text == '{' && strncmp(text + 1, loop->names[i], length) == 0 &&
			text[1 + length] == '}')
			return i;
	}
	return -1;
}

/* The text with the values of one time in it; `used` learns which names occur. */
static const char *replaced(struct pool *pool, const struct loop *loop, const char **values,
	const char *text, bool used[MOST_NAMES])
{
	struct text_builder made;

	builder_begin(&made);
	while (*text) {
		size_t length = strcspn(text + 1, "{") + 1;
		int which = name_at(loop, text);

		if (which < 0) {
			fwrite(text, 1, length, made.out);
			text += length;
			continue;
		}
		used[which] = true;
		fputs(values[which], made.out);
		text += strlen(loop->names[which]) + 2;
	}
	return builder_end(pool, &made).data;
}

/* A name in braces that no loop around has; NULL where there is none. */
static const char *unknown_name(struct pool *pool, const char *text)
{
	for (; (text = strchr(text, '{')); text++) {
		size_t length = strspn(text + 1, name_letters);

		if (text[1 + length] == '}' && is_loop_name(text + 1, length))
			return pool_copy(pool, text, length + 2);
	}
	return NULL;
}

/* --- the lines -------------------------------------------------------------------------- */

static int expand(
	struct expansion *expansion, const struct source *from, bool in_loop, int depth);

static void add_line(struct expansion *expansion, const struct source_line *line)
{
	struct source *made = &expansion->made;

	if (made->count == expansion->room) {
		struct source_line *old = made->lines;

		expansion->room = 2 * expansion->room + 64;
		made->lines = pool_alloc(expansion->reader->pool,
			(size_t)expansion->room * sizeof *made->lines);
		if (old)
			memcpy(made->lines, old, (size_t)made->count * sizeof *old);
	}
	made->lines[made->count++] = *line;
}

/* The lines of the body for one time; `used` learns which names occur in them. */
static struct source body_of(struct expect_reader *reader, const struct source *from,
	const struct loop *loop, const char **values, bool used[MOST_NAMES])
{
	int deeper = from->lines[loop->first].indent - loop->line->indent;
	struct source body = {.count = loop->behind - loop->first};

	body.lines = pool_alloc(reader->pool, (size_t)body.count * sizeof *body.lines);
	for (int i = 0; i < body.count; i++) {
		struct source_line *line = &body.lines[i];

		*line = from->lines[loop->first + i];
		line->text = replaced(reader->pool, loop, values, line->text, used);
		line->indent -= deeper < line->indent ? deeper : line->indent;
	}
	return body;
}

static int expand_loop(struct expansion *expansion, const struct source *from,
	struct loop *loop, int depth)
{
	struct expect_reader *reader = expansion->reader;
	bool used[MOST_NAMES] = {false};

	if (depth == DEEPEST)
		return reader_fail(reader, loop->line->number, M_EXPECT_FOR_DEEP, DEEPEST);
	if (read_loop(reader, loop) != 0 || find_end(reader, from, loop) != 0)
		return -1;
	for (int i = 0; i < loop->value_count; i += loop->name_count) {
		struct source body = body_of(reader, from, loop, loop->values + i, used);

		if (expand(expansion, &body, true, depth + 1) != 0)
			return -1;
	}
	for (int i = 0; i < loop->name_count; i++)
		if (!used[i])
			return reader_fail(reader, loop->line->number, M_EXPECT_FOR_UNUSED,
				loop->names[i], loop->names[i]);
	return 0;
}

static int keep_line(
	struct expansion *expansion, const struct source_line *line, bool in_loop)
{
	struct expect_reader *reader = expansion->reader;
	const char *unknown = in_loop ? unknown_name(reader->pool, line->text) : NULL;

	if (unknown)
		return reader_fail(reader, line->number, M_EXPECT_FOR_UNKNOWN, unknown);
	if (in_loop && ++expansion->of_loops > MOST_LINES)
		return reader_fail(reader, line->number, M_EXPECT_FOR_MOST, MOST_LINES);
	add_line(expansion, line);
	return 0;
}

static int expand(
	struct expansion *expansion, const struct source *from, bool in_loop, int depth)
{
	for (int i = 0; i < from->count; i++) {
		struct loop loop = {.line = &from->lines[i], .first = i + 1};

		if (!begins_loop(loop.line)) {
			if (keep_line(expansion, loop.line, in_loop) != 0)
				return -1;
			continue;
		}
		if (expand_loop(expansion, from, &loop, depth) != 0)
			return -1;
		i = loop.behind;
	}
	return 0;
}

int reader_expand_loops(struct expect_reader *reader)
{
	struct expansion expansion = {.reader = reader};

	if (expand(&expansion, &reader->source, false, 0) != 0)
		return -1;
	reader->source = expansion.made;
	return 0;
}
