/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * The names of checks, unique in their file. The ledger, the bank of wrong programs and other
 * programs know a check by its name, so that a sentence can be polished. A check without a
 * "name:" is called by its directive and its runs, "exit_plain_nobody"; a condition by its
 * number among those without a name, "check_3".
 */

struct check_name {
	const char *name;
	int line;
	int copies; /* how many derived names have been made of it */
	struct check_name *next;
};

static struct check_name *find_name(const struct expect_reader *reader, const char *name)
{
	struct check_name *at = reader->names;

	while (at && strcmp(at->name, name) != 0)
		at = at->next;
	return at;
}

static void take_name(struct expect_reader *reader, struct item *item, const char *name)
{
	struct check_name *taken = pool_alloc(reader->pool, sizeof *taken);

	*taken = (struct check_name){
		.name = name, .line = item->line, .copies = 1, .next = reader->names};
	reader->names = taken;
	item->name = name;
}

/* --- derived names ---------------------------------------------------------------------- */

/* The name with another word behind it, in small letters. */
static const char *with_word(struct pool *pool, const char *name, const char *word)
{
	char *text;

	if (!word)
		return name;
	text = pool_printf(pool, "%s_%s", name, word);
	for (char *at = text; *at; at++)
		*at = isalnum((unsigned char)*at) ? (char)tolower((unsigned char)*at) : '_';
	return text;
}

static const char *derive(
	struct expect_reader *reader, const char *word, const struct item *item)
{
	struct pool *pool = reader->pool;
	const char *name = word;

	if (item->kind == ITEM_CHECK)
		return pool_printf(pool, "%s_%d", word, ++reader->unnamed);
	name = with_word(pool, name, item->pause);
	for (const struct run_list *at = item->runs; at; at = at->next)
		name = with_word(pool, name, at->run->name);
	for (const struct build_list *at = item->builds; at; at = at->next)
		name = with_word(pool, name, at->build->name);
	if (item->slice) {
		name = with_word(pool, name, item->slice->from);
		name = with_word(pool, name, item->slice->to);
	}
	return with_word(pool, name, item->function);
}

void reader_derive_name(struct expect_reader *reader, const char *word, struct item *item)
{
	const char *name = derive(reader, word, item);
	struct check_name *same = find_name(reader, name);
	const char *other = name;

	while (same && find_name(reader, other))
		other = pool_printf(reader->pool, "%s_%d", name, ++same->copies);
	take_name(reader, item, other);
}

/* --- names that are written ------------------------------------------------------------- */

static bool is_check_name(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return islower((unsigned char)*text) && !text[length];
}

int reader_give_name(
	struct expect_reader *reader, const struct heading *heading, const char *name)
{
	const struct check_name *same = find_name(reader, name);

	if (heading->item->name)
		return err_set(reader->err, M_EXPECT_NOTE_TWICE, heading->text);
	if (!is_check_name(name))
		return err_set(reader->err, M_EXPECT_CHECK_NAME, name);
	if (same)
		return err_set(reader->err, M_EXPECT_NAME_TAKEN, name, same->line);
	take_name(reader, heading->item, name);
	return 0;
}

int reader_name(struct expect_reader *reader, const struct heading *heading)
{
	return reader_give_name(reader, heading, heading->rest);
}
