/* SPDX-License-Identifier: MIT */
#include "expect.h"

#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "expect_walk.h"
#include "messages.h"

/* A whole expected file: its lines, the directives at column 0, and what it must have. */

static bool is_exit_of(const struct item *item, const void *run)
{
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (item->kind == ITEM_EXIT && at->run == run)
			return true;
	return false;
}

static struct item *add_item(struct expect_reader *reader, struct item ***last,
	enum item_kind kind, struct run_spec *run)
{
	struct item *item = pool_alloc(reader->pool, sizeof *item);

	item->kind = kind;
	item->line = run->line;
	item->part = reader->part;
	item->runs = pool_alloc(reader->pool, sizeof *item->runs);
	item->runs->run = run;
	**last = item;
	*last = &item->next;
	return item;
}

static int count_words(const struct word *words)
{
	int count = 0;

	for (; words; words = words->next)
		count++;
	return count;
}

/*
 * A crash that no line mentions must not pass: without an exit line, 0 is expected. Nor must
 * a pause that nobody has a name for.
 */
static void add_missing(struct expect_reader *reader, struct item **last)
{
	for (struct run_spec *run = reader->expect->runs; run; run = run->next) {
		struct item *item;

		if (run->pauses && !run->pauses_counted) {
			item = add_item(reader, &last, ITEM_PAUSES, run);
			item->pauses = count_words(run->pauses);
			item->source = pool_printf(
				reader->pool, "pauses %s: %d", run->name, item->pauses);
			reader_derive_name(reader, "pauses", item);
		}
		if (expect_always_has(reader->expect->items, is_exit_of, run))
			continue;
		item = add_item(reader, &last, ITEM_EXIT, run);
		item->source = pool_printf(reader->pool, "exit %s: 0", run->name);
		reader_derive_name(reader, "exit", item);
	}
}

static int check_whole(struct expect_reader *reader)
{
	struct expect *expect = reader->expect;

	if (!note_text(expect->title))
		return reader_fail(reader, 1, M_EXPECT_NO_TITLE);
	if (!expect->runs)
		return reader_fail(reader, 1, M_EXPECT_NO_RUNS);
	if (!expect->items)
		return reader_fail(reader, 1, M_EXPECT_NO_ITEMS);
	return 0;
}

int expect_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct expect *expect, struct err *err)
{
	struct expect_reader reader = {
		.pool = pool, .file = file, .expect = expect, .err = err};
	struct item **last = &expect->items;
	const struct source_line *line;

	memset(expect, 0, sizeof *expect);
	expect->file = file;
	if (memchr(bytes, '\0', size))
		return reader_fail(&reader, 1, M_EXPECT_BINARY);
	source_split(pool, bytes, size, &reader.source);
	if (reader_expand_loops(&reader) != 0)
		return -1;
	while ((line = reader_peek(&reader)))
		if (reader_directive(&reader, line, &last) != 0)
			return -1;
	if (check_whole(&reader) != 0 || reader_check_parts(&reader) != 0 ||
		reader_check_shared(&reader) != 0)
		return -1;
	reader_translate(&reader);
	if (reader_translated_head(&reader) != 0 || reader_translated_asks(&reader) != 0)
		return -1;
	add_missing(&reader, last);
	return reader_check_names(&reader);
}

int run_pause_number(const struct run_spec *run, const char *pause)
{
	int ordinal = 1;

	for (const struct word *at = run->pauses; at; at = at->next, ordinal++)
		if (strcmp(at->text, pause) == 0)
			return ordinal;
	return 0;
}

/* One of the words is "./name", or "VARIABLE=./name". */
static bool name_file(const struct word *words, const char *name)
{
	for (; words; words = words->next) {
		const char *file = strstr(words->text, "./");

		if (file && (file == words->text || file[-1] == '=') &&
			strcmp(file + 2, name) == 0)
			return true;
	}
	return false;
}

bool run_is_given(const struct run_spec *run, const struct build_spec *build)
{
	return name_file(run->args, build->name) ||
		name_file(run->environment, build->name);
}

bool run_preloads(const struct run_spec *run)
{
	for (const struct word *word = run->environment; word; word = word->next)
		if (text_starts(word->text, "LD_PRELOAD="))
			return true;
	return false;
}

bool run_has_pauses(const struct run_spec *run)
{
	return run->pauses || run->pauses_counted;
}

const struct pattern *expect_table_head(const struct expect *expect, enum language wanted)
{
	const struct pattern *head = expect->table_head[wanted];

	for (int i = 0; i < LANGUAGES && !head; i++)
		head = expect->table_head[i];
	return head;
}
