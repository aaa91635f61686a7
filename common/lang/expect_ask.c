/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* The questions of an expected file, which are asked before the lab runs and judge nothing. */

/* --- the lines beneath ------------------------------------------------------------------ */

int reader_ask_says(struct expect_reader *reader, const struct heading *heading)
{
	return reader_note(reader, heading, heading->ask->says);
}

int reader_about(struct expect_reader *reader, const struct heading *heading)
{
	return reader_note(reader, heading, heading->ask->about);
}

int reader_because(struct expect_reader *reader, const struct heading *heading)
{
	return reader_note(reader, heading, heading->ask->because);
}

/* Split off what stands in front of the next bar, without blanks; NULL behind the last. */
static const char *next_field(struct expect_reader *reader, const char **at)
{
	const char *start = *at;
	const char *bar = start ? strchr(start, '|') : NULL;

	if (!start)
		return NULL;
	*at = bar ? bar + 1 : NULL;
	return text_trimmed(
		reader->pool, start, bar ? (size_t)(bar - start) : strlen(start));
}

/* "text", or "text | 文字": the Chinese one may stand in a .po file. False: there is none. */
static bool read_texts(struct expect_reader *reader, const char *at, int line,
	const char *texts[LANGUAGES])
{
	const char *text = next_field(reader, &at);
	const char *chinese = next_field(reader, &at);

	if (!text || !*text || (chinese && !*chinese) || at)
		return false;
	reader_sentence(reader, line, texts);
	texts[ENGLISH] = text;
	texts[CHINESE] = chinese;
	return true;
}

/* "EXPR" or "EXPR +- EXPR" */
static int read_value(struct expect_reader *reader, struct ask *ask, const char *text)
{
	const char *sign = strstr(text, "+-");
	size_t length = sign ? (size_t)(sign - text) : strlen(text);

	ask->answer = expr_parse(
		reader->pool, text_trimmed(reader->pool, text, length), reader->err);
	if (!ask->answer || !sign)
		return ask->answer ? 0 : -1;
	ask->tolerance = expr_parse(
		reader->pool, text_skip_blanks(sign + strlen("+-")), reader->err);
	return ask->tolerance ? 0 : -1;
}

static int refuse_kinds(struct expect_reader *reader)
{
	return err_set(
		reader->err, M_EXPECT_ASK_KINDS, (int)LEAST_OPTIONS, (int)MOST_OPTIONS);
}

int reader_answer(struct expect_reader *reader, const struct heading *heading)
{
	struct ask *ask = heading->ask;
	const char *at = heading->rest;
	const char *value = next_field(reader, &at);

	if (ask->options)
		return refuse_kinds(reader);
	if (!*value || (at && !read_texts(reader, at, heading->line->number, ask->unit)))
		return err_set(reader->err, M_EXPECT_ASK_ANSWER, heading->text);
	return read_value(reader, ask, value);
}

/* --- options ---------------------------------------------------------------------------- */

/* Small letters, digits and _, and more than one letter: that is how an option is chosen. */
static bool is_kept_name(const char *name)
{
	return strlen(name) > 1 &&
		name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' &&
		reader_is_name(name);
}

static bool is_option_name(const struct ask *ask, const char *name)
{
	for (const struct ask_option *at = ask->options; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return false;
	return is_kept_name(name);
}

static int add_option(
	struct expect_reader *reader, struct ask *ask, struct ask_option *option)
{
	struct ask_option **last = &ask->options;
	int count = 1;

	for (; *last; last = &(*last)->next)
		count++;
	*last = option;
	return count > MOST_OPTIONS ? refuse_kinds(reader) : 0;
}

/* "NAME | CONDITION | TEXT", of an order "NAME | EXPR | TEXT". */
static int read_option(struct expect_reader *reader, const struct heading *heading,
	enum ask_kind kind, const char *example)
{
	struct ask *ask = heading->ask;
	struct ask_option *option = pool_alloc(reader->pool, sizeof *option);
	const char *at = heading->rest;
	const char *value;

	if (ask->answer || (ask->options && ask->kind != kind))
		return refuse_kinds(reader);
	ask->kind = kind;
	option->line = heading->line->number;
	option->name = next_field(reader, &at);
	value = next_field(reader, &at);
	if (!value || !*value || !is_option_name(ask, option->name) ||
		!read_texts(reader, at, option->line, option->text))
		return err_set(reader->err, M_EXPECT_ASK_OPTION, heading->directive->word,
			example, heading->text);
	if (kind == ASK_CHOICE)
		option->condition = condition_parse(reader->pool, value, reader->err);
	else
		option->expr = expr_parse(reader->pool, value, reader->err);
	return option->condition || option->expr ? add_option(reader, ask, option) : -1;
}

int reader_choice(struct expect_reader *reader, const struct heading *heading)
{
	return read_option(reader, heading, ASK_CHOICE, "$count == 0");
}

int reader_thing(struct expect_reader *reader, const struct heading *heading)
{
	return read_option(reader, heading, ASK_ORDER, "$address");
}

/* --- the question ----------------------------------------------------------------------- */

/* The name in "ask NAME:", NULL when there is none or another question has it. */
static const char *read_name(struct expect_reader *reader, const struct heading *heading)
{
	const char *at = heading->rest;
	const char *name = reader_label(reader, &at);

	if (!name || *at || !is_kept_name(name))
		return NULL;
	for (const struct ask *ask = reader->expect->asks; ask; ask = ask->next)
		if (strcmp(ask->name, name) == 0)
			return NULL;
	return name;
}

static int check_whole(struct expect_reader *reader, const struct ask *ask)
{
	if (!note_text(ask->says) || !note_text(ask->about) || !note_text(ask->because))
		return reader_fail(reader, ask->line, "%s", M_EXPECT_ASK_PARTS);
	if (ask->answer || (ask->options && ask->options->next))
		return 0;
	refuse_kinds(reader);
	return reader_fail_at(reader, ask->line);
}

int reader_ask(struct expect_reader *reader, const struct heading *heading)
{
	struct ask **last = &reader->expect->asks;
	struct ask *ask = pool_alloc(reader->pool, sizeof *ask);
	struct heading beneath = {.ask = ask};

	ask->line = heading->line->number;
	ask->name = read_name(reader, heading);
	if (!ask->name)
		return err_set(reader->err, M_EXPECT_ASK, heading->text);
	if (directive_read_beneath(reader, heading->line->indent, PLACE_ASK, &beneath) !=
			0 ||
		check_whole(reader, ask) != 0)
		return -1;
	while (*last)
		last = &(*last)->next;
	*last = ask;
	return 0;
}

static int read_reason(struct expect_reader *reader, struct ask *ask, enum language which)
{
	if (!ask->because[which])
		return 0;
	ask->reason[which] =
		pattern_parse_cell(reader->pool, ask->because[which], reader->err);
	if (!ask->reason[which])
		return reader_fail_at(reader, ask->line);
	ask->reason[which]->line = ask->line;
	return 0;
}

int reader_translated_asks(struct expect_reader *reader)
{
	for (struct ask *ask = reader->expect->asks; ask; ask = ask->next)
		for (int i = 0; i < LANGUAGES; i++)
			if (read_reason(reader, ask, (enum language)i) != 0)
				return -1;
	return 0;
}
