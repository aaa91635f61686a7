/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * "tool NAME: COMMAND" with its options. Without a command it is a section about the tool;
 * see expect_sections.c.
 */

bool reader_defines_tool(const char *text)
{
	const char *colon = strchr(text, ':');

	return colon && colon[1] && *text_skip_blanks(colon + 1) &&
		*text_skip_blanks(colon + 1) != '#';
}

static int read_option(struct expect_reader *reader, struct tool_spec *tool,
	const struct source_line *line)
{
	const char *text = reader_uncommented(reader, line->text);
	const char *at = text;
	const char *name = reader_label(reader, &at);
	const char **value = !name            ? NULL
		: strcmp(name, "needs") == 0  ? &tool->needs
		: strcmp(name, "output") == 0 ? &tool->output
					      : NULL;

	if (!value || !*at)
		return reader_fail(
			reader, line->number, M_EXPECT_OPTION, text, "needs, output");
	if (*value)
		return reader_fail(reader, line->number, M_EXPECT_NOTE_TWICE, text);
	*value = at;
	if (tool->output && strchr(tool->output, '/'))
		return reader_fail(reader, line->number, M_EXPECT_SOURCE, tool->output);
	return 0;
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

int reader_tool(struct expect_reader *reader, const struct source_line *line)
{
	const char *at = reader_uncommented(reader, line->text) + strlen("tool");
	struct run_spec *run = pool_alloc(reader->pool, sizeof *run);
	struct tool_spec *tool = pool_alloc(reader->pool, sizeof *tool);
	const struct source_line *option;

	run->times = 1;
	run->line = line->number;
	run->tool = tool;
	run->name = reader_label(reader, &at);
	tool->words = reader_words(reader, &at);
	if (*at)
		return reader_fail_at(reader, line->number);
	while ((option = reader_peek(reader)) && option->indent > line->indent) {
		reader->at++;
		if (read_option(reader, tool, option) != 0)
			return -1;
	}
	return add_tool(reader, line, run);
}
