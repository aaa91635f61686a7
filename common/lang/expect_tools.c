/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * "tool NAME: COMMAND" with its options. Without a command it is a section about the tool;
 * see expect_sections.c.
 */

bool reader_defines_tool(const struct heading *heading)
{
	const char *colon = strchr(heading->rest, ':');

	return colon && *text_skip_blanks(colon + 1);
}

static int add_tool(
	struct expect_reader *reader, const struct source_line *line, struct run_spec *run)
{
	struct run_spec **last = &reader->expect->tools;

	if (!run->name || !reader_is_name(run->name))
		return reader_fail(reader, line->number, M_EXPECT_TOOL, line->text);
	if (reader_find_owner(reader, run->name))
		return reader_fail(reader, line->number, M_EXPECT_TWICE, run->name);
	while (*last)
		last = &(*last)->next;
	*last = run;
	return 0;
}

int reader_tool(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	const char *at = heading->rest;
	struct run_spec *run = pool_alloc(reader->pool, sizeof *run);
	struct heading beneath = {.run = run};

	run->times = 1;
	run->line = line->number;
	run->tool = pool_alloc(reader->pool, sizeof *run->tool);
	run->name = reader_label(reader, &at);
	run->tool->words = reader_words(reader, &at);
	if (*at)
		return -1;
	if (directive_read_beneath(reader, line->indent, PLACE_TOOL, &beneath) != 0)
		return -1;
	return add_tool(reader, line, run);
}
