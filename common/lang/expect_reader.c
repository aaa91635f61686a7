/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "messages.h"

const struct source_line *reader_peek(const struct expect_reader *reader)
{
	return source_line_at(&reader->source, reader->at);
}

int reader_fail(struct expect_reader *reader, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vat(reader->err, reader->file, line, format, args);
	va_end(args);
	return -1;
}

int reader_fail_at(struct expect_reader *reader, int line)
{
	return err_place(reader->err, reader->file, line);
}

/* `*at` is behind the opening quote; moves it behind the closing one. */
static const char *read_quoted(struct expect_reader *reader, const char **at)
{
	const char *start = *at;
	const char *text;

	while (**at && **at != '"')
		*at += **at == '\\' && (*at)[1] ? 2 : 1;
	text = text_unescaped(reader->pool, start, (size_t)(*at - start));
	if (!**at) {
		err_set(reader->err, M_EXPECT_QUOTE, text);
		return NULL;
	}
	(*at)++;
	return text;
}

const char *reader_word(struct expect_reader *reader, const char **at)
{
	const char *start = text_skip_blanks(*at);
	const char *end = start;
	const char *word;

	if (!*start)
		return NULL;
	if (*start == '"') {
		end = start + 1;
		word = read_quoted(reader, &end);
	} else {
		while (*end && !text_is_blank(*end))
			end++;
		word = pool_copy(reader->pool, start, (size_t)(end - start));
	}
	if (word) /* an unclosed quote stays where it is, for the caller to see */
		*at = text_skip_blanks(end);
	return word;
}

bool reader_first_word_is(const char *text, const char *word)
{
	size_t length = strlen(word);

	return text_starts(text, word) &&
		(text[length] == '\0' || text_is_blank(text[length]) ||
			text[length] == ':');
}

const char *reader_uncommented(struct expect_reader *reader, const char *text)
{
	bool quoted = false;

	for (const char *at = text; *at; at++) {
		if (*at == '\\' && quoted && at[1])
			at++;
		else if (*at == '"' && (quoted || at == text || text_is_blank(at[-1])))
			quoted = !quoted;
		else if (*at == '#' && !quoted && at > text && text_is_blank(at[-1])) {
			while (at > text && text_is_blank(at[-1]))
				at--;
			return pool_copy(reader->pool, text, (size_t)(at - text));
		}
	}
	return text;
}

static struct run_spec *find(struct run_spec *runs, const char *name)
{
	for (; runs; runs = runs->next)
		if (strcmp(runs->name, name) == 0)
			return runs;
	return NULL;
}

struct run_spec *expect_find_owner(const struct expect *expect, const char *name)
{
	struct run_spec *run = find(expect->runs, name);

	return run ? run : find(expect->tools, name);
}

struct build_spec *expect_find_build(const struct expect *expect, const char *name)
{
	struct build_spec *build = expect->builds;

	while (build && strcmp(build->name, name) != 0)
		build = build->next;
	return build;
}

struct run_spec *reader_find_run(struct expect_reader *reader, const char *name)
{
	return find(reader->expect->runs, name);
}

struct run_spec *reader_find_tool(struct expect_reader *reader, const char *name)
{
	return find(reader->expect->tools, name);
}

struct run_spec *reader_find_owner(struct expect_reader *reader, const char *name)
{
	return expect_find_owner(reader->expect, name);
}

bool reader_is_name(const char *text)
{
	if (!isalpha((unsigned char)*text) && *text != '_')
		return false;
	while (isalnum((unsigned char)*text) || *text == '_')
		text++;
	return *text == '\0';
}
