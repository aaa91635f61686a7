/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "expect_reader.h"
#include "expect_walk.h"
#include "messages.h"

/* Parts: what is judged in the order of a lab's ideas, each from its title to the next. */

static int add_part(struct expect_reader *reader, const struct heading *heading, bool aside)
{
	struct part **last = &reader->expect->parts;

	for (; *last; last = &(*last)->next)
		if (strcmp((*last)->title[ENGLISH], heading->rest) == 0)
			return err_set(reader->err, M_EXPECT_PART_TWICE, heading->rest,
				(*last)->line);
	if (!reader->part && reader->expect->items)
		return err_set(reader->err, "%s", M_EXPECT_PART_LATE);
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->number = reader->part ? reader->part->number + 1 : 1;
	(*last)->aside = aside;
	(*last)->line = heading->line->number;
	reader_sentence(reader, (*last)->line, (*last)->title);
	(*last)->title[ENGLISH] = heading->rest;
	reader->part = *last;
	return 0;
}

static int read_part(
	struct expect_reader *reader, const struct heading *heading, bool aside)
{
	struct part *part = reader->part;

	if (!*heading->rest || *heading->rest == ':')
		return err_set(reader->err, M_EXPECT_PART, heading->text);
	if (heading->language == ENGLISH)
		return add_part(reader, heading, aside);
	if (!part || part->aside != aside || part->title[heading->language])
		return err_set(reader->err, M_EXPECT_PART, heading->text);
	part->title[heading->language] = heading->rest;
	return 0;
}

int reader_part(struct expect_reader *reader, const struct heading *heading)
{
	return read_part(reader, heading, false);
}

int reader_aside(struct expect_reader *reader, const struct heading *heading)
{
	return read_part(reader, heading, true);
}

static int is_of_part(const struct item *item, void *context)
{
	const struct part **part = context;

	return item->part == *part ? -1 : 0;
}

int reader_check_parts(struct expect_reader *reader)
{
	static const struct expect_visitor visitor = {.item = is_of_part};

	for (const struct part *at = reader->expect->parts; at; at = at->next)
		if (expect_walk(reader->expect->items, &visitor, &at) == 0)
			return reader_fail(reader, at->line, M_EXPECT_NOTHING_BENEATH,
				at->title[ENGLISH]);
	return 0;
}
