/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

struct word *reader_words(struct expect_reader *reader, const char **at)
{
	struct word *words = NULL;
	struct word **last = &words;
	const char *text;

	while (**at && (text = reader_word(reader, at))) {
		*last = pool_alloc(reader->pool, sizeof **last);
		(*last)->text = text;
		last = &(*last)->next;
	}
	return words;
}

static struct build_spec *add_build(
	struct expect_reader *reader, const char *name, const char *source, int line)
{
	struct build_spec **last = &reader->expect->builds;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->name = name;
	(*last)->source = source;
	(*last)->line = line;
	return *last;
}

const char *reader_label(struct expect_reader *reader, const char **at)
{
	const char *rest = *at;
	const char *word = reader_word(reader, &rest);
	size_t length = word ? strlen(word) : 0;

	if (length < 2 || word[length - 1] != ':')
		return NULL;
	*at = rest;
	return pool_copy(reader->pool, word, length - 1);
}

int reader_build(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	const char *at = heading->rest;
	const char *name = reader_label(reader, &at);
	const char *source = reader_word(reader, &at);
	struct build_spec *build;

	if (!name || !source || !reader_is_name(name))
		return reader_fail(reader, line->number, M_EXPECT_BUILD, line->text);
	if (expect_find_build(reader->expect, name))
		return reader_fail(reader, line->number, M_EXPECT_TWICE, name);
	if (strchr(source, '/'))
		return reader_fail(reader, line->number, M_EXPECT_SOURCE, source);
	reader->err->message[0] = '\0';
	build = add_build(reader, name, source, line->number);
	build->flags = reader_words(reader, &at);
	return *at ? reader_fail_at(reader, line->number) : 0;
}

/* The build a run names, or one made of the source file of that name. */
static const struct build_spec *build_of_run(
	struct expect_reader *reader, const char *name, int line)
{
	const struct build_spec *build = expect_find_build(reader->expect, name);

	if (build || !reader_is_name(name))
		return build;
	return add_build(reader, name, pool_printf(reader->pool, "%s.c", name), line);
}

static int add_run(struct expect_reader *reader, struct run_spec *run)
{
	struct run_spec **last = &reader->expect->runs;

	if (!reader_is_name(run->name))
		return reader_fail(reader, run->line, M_EXPECT_RUN, run->name);
	if (reader_find_owner(reader, run->name))
		return reader_fail(reader, run->line, M_EXPECT_TWICE, run->name);
	while (*last)
		last = &(*last)->next;
	*last = run;
	return 0;
}

int reader_run(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	const char *at = heading->rest;
	struct run_spec *run = pool_alloc(reader->pool, sizeof *run);
	struct heading beneath = {.run = run};
	const char *program;

	run->times = 1;
	run->line = line->number;
	run->name = reader_label(reader, &at);
	program = reader_word(reader, &at);
	if (!program)
		return reader_fail(reader, line->number, M_EXPECT_RUN, line->text);
	run->name = run->name ? run->name : program;
	run->build = build_of_run(reader, program, line->number);
	if (!run->build)
		return reader_fail(reader, line->number, M_EXPECT_RUN, program);
	run->args = reader_words(reader, &at);
	if (*at)
		return reader_fail_at(reader, line->number);
	if (directive_read_beneath(reader, line->indent, PLACE_RUN, &beneath) != 0)
		return -1;
	return add_run(reader, run);
}
