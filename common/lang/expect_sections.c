/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/* Sections: a directive that says of what, and lines beneath it that say what is there. */

/* --- the runs in front of the colon --------------------------------------------------- */

static int add_run_to(struct expect_reader *reader, struct run_list **first,
	struct run_list ***last, int line, const char *name)
{
	struct run_spec *run = reader_find_run(reader, name);

	if (!run)
		return reader_fail(reader, line, M_EXPECT_NO_RUN, name);
	for (const struct run_list *at = *first; at; at = at->next)
		if (at->run == run)
			return reader_fail(reader, line, M_EXPECT_RUN_TWICE, name);
	**last = pool_alloc(reader->pool, sizeof ***last);
	(**last)->run = run;
	*last = &(**last)->next;
	return 0;
}

static int add_only_run(struct expect_reader *reader, int line, struct run_list **first)
{
	const struct run_spec *only = reader->expect->runs;
	struct run_list **last = first;

	if (!only || only->next)
		return reader_fail(
			reader, line, "%s", only ? M_EXPECT_WHICH_RUN : M_EXPECT_RUN_FIRST);
	return add_run_to(reader, first, &last, line, only->name);
}

/* The pause's name in `text`, NULL where it is left out. */
static const char *slice_end(struct expect_reader *reader, const char *text, size_t length)
{
	return length ? pool_copy(reader->pool, text, length) : NULL;
}

static int read_slice(struct expect_reader *reader, int line, const char *text,
	const struct slice **result)
{
	const char *dots = strstr(text, "..");
	struct slice *slice = pool_alloc(reader->pool, sizeof *slice);

	slice->from = slice_end(reader, text, (size_t)(dots - text));
	slice->to = slice_end(reader, dots + 2, strlen(dots + 2));
	*result = slice;
	return slice->from || slice->to ? 0
					: reader_fail(reader, line, M_EXPECT_SLICE, text);
}

/* The names in front of the colon; a slice is the last of them. */
static int read_names(struct expect_reader *reader, int line, const char *names,
	struct run_list **first, const struct slice **slice)
{
	struct run_list **last = first;
	const char *name;

	while (*names && (name = reader_word(reader, &names))) {
		bool sliced = slice && strstr(name, "..");
		int failed = sliced ? read_slice(reader, line, name, slice)
				    : add_run_to(reader, first, &last, line, name);

		if (failed)
			return -1;
		if (sliced && *names)
			return reader_fail(reader, line, M_EXPECT_SLICE, names);
	}
	return *names ? reader_fail_at(reader, line) : 0;
}

int reader_runs(struct expect_reader *reader, int line, const char **at,
	struct run_list **first, const struct slice **slice)
{
	const char *colon = strchr(*at, ':');
	const char *names;

	if (!colon)
		return reader_fail(reader, line, M_EXPECT_COLON, *at);
	names = pool_copy(reader->pool, *at, (size_t)(colon - *at));
	*at = text_skip_blanks(colon + 1);
	if (read_names(reader, line, names, first, slice) != 0)
		return -1;
	return *first ? 0 : add_only_run(reader, line, first);
}

/* --- lines that are patterns ---------------------------------------------------------- */

static bool is_subsequence(enum channel channel)
{
	return channel != CHANNEL_STDOUT && channel != CHANNEL_STDERR;
}

static int read_pattern(struct expect_reader *reader, const struct source_line *line,
	struct item *item, struct pattern ***last)
{
	struct pattern *pattern = pattern_parse(reader->pool, line->text, reader->err);

	if (!pattern)
		return reader_fail_at(reader, line->number);
	if (is_subsequence(item->channel) && pattern->kind == PATTERN_SKIP)
		return reader_fail(reader, line->number, M_EXPECT_NO_SKIP);
	if (!is_subsequence(item->channel) && pattern->kind != PATTERN_LINE &&
		pattern->kind != PATTERN_SKIP)
		return reader_fail(reader, line->number, M_EXPECT_WHOLE, line->text);
	pattern->line = line->number;
	**last = pattern;
	*last = &pattern->next;
	reader->at++;
	return reader_notes(reader, line->indent, &pattern->notes, item);
}

/* The next line of the section, of which `first` is the first; NULL behind its last. */
static const struct source_line *next_line(struct expect_reader *reader,
	const struct source_line *header, const struct source_line *first, int *failed)
{
	const struct source_line *line = reader_peek(reader);

	*failed = 0;
	if (!line || line->indent <= header->indent)
		return NULL;
	if (line->indent != first->indent)
		*failed = reader_fail(reader, line->number, M_EXPECT_INDENT, line->text);
	return *failed ? NULL : line;
}

/* The pattern lines beneath a section; their own notes are indented deeper still. */
static int read_patterns(
	struct expect_reader *reader, const struct source_line *header, struct item *item)
{
	struct pattern **last = &item->patterns;
	const struct source_line *first = reader_peek(reader);
	const struct source_line *line;
	int failed;

	while ((line = next_line(reader, header, first, &failed)))
		if (read_pattern(reader, line, item, &last) != 0)
			return -1;
	if (failed)
		return -1;
	return item->patterns
		? 0
		: reader_fail(reader, header->number, M_EXPECT_EMPTY, header->text);
}

/* A run that nothing traces has neither. */
static bool is_of_trace(enum channel channel)
{
	return channel == CHANNEL_SYSCALLS || channel == CHANNEL_FAULTS;
}

/* "RUN in START..END by WHO:" becomes "RUN:", and the rest the item's. */
static int take_range(
	struct expect_reader *reader, int line, struct item *item, const char **at)
{
	const char *spaced = pool_printf(reader->pool, " %s", *at);
	const char *in = strstr(spaced, " in ");
	size_t length = strcspn(spaced, ":");
	struct range *range = pool_alloc(reader->pool, sizeof *range);
	const char *text;
	const char *by;

	if (!in || in > spaced + length)
		return 0;
	text = pool_copy(reader->pool, in + strlen(" in "),
		(size_t)(spaced + length - in) - strlen(" in "));
	by = strstr(text, " by ");
	if (by) {
		item->who = text_trimmed(
			reader->pool, by + strlen(" by "), strlen(by + strlen(" by ")));
		text = pool_copy(reader->pool, text, (size_t)(by - text));
	}
	if (!range_parse(reader->pool, text, range, reader->err))
		return reader_fail_at(reader, line);
	if (range->name)
		return reader_fail(reader, line, M_EXPECT_FAULTS_RANGE, range->name);
	item->range = range;
	*at = text_skip_blanks(pool_printf(
		reader->pool, "%.*s%s", (int)(in - spaced), spaced, spaced + length));
	return 0;
}

static int read_section(
	struct expect_reader *reader, const struct heading *heading, enum channel channel)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *at = heading->rest;

	item->kind = ITEM_MATCH;
	item->channel = channel;
	if (channel == CHANNEL_FAULTS && take_range(reader, line->number, item, &at) != 0)
		return -1;
	if (reader_runs(reader, line->number, &at, &item->runs,
		    item->channel == CHANNEL_STDERR ? NULL : &item->slice) != 0)
		return -1;
	if (strcmp(at, "nothing") == 0 && !is_subsequence(item->channel))
		return reader_notes(reader, line->indent, &item->notes, item);
	if (*at)
		return reader_fail(reader, line->number, M_EXPECT_END, at);
	for (const struct run_list *runs = item->runs; runs; runs = runs->next)
		if (is_of_trace(item->channel) && runs->run->perf_stat)
			return reader_fail(
				reader, line->number, M_EXPECT_UNTRACED, runs->run->name);
	return read_patterns(reader, line, item);
}

int reader_stdout(struct expect_reader *reader, const struct heading *heading)
{
	return read_section(reader, heading, CHANNEL_STDOUT);
}

int reader_stderr(struct expect_reader *reader, const struct heading *heading)
{
	return read_section(reader, heading, CHANNEL_STDERR);
}

int reader_syscalls(struct expect_reader *reader, const struct heading *heading)
{
	return read_section(reader, heading, CHANNEL_SYSCALLS);
}

int reader_fault_section(struct expect_reader *reader, const struct heading *heading)
{
	return read_section(reader, heading, CHANNEL_FAULTS);
}

/* "tool NAME:" or "tool NAME function F:" */
int reader_tool_section(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *text = heading->rest;
	const char *at = pool_copy(reader->pool, text, strcspn(text, ":"));
	const char *name = reader_word(reader, &at);
	struct run_spec *tool = name ? reader_find_tool(reader, name) : NULL;

	item->kind = ITEM_MATCH;
	item->channel = CHANNEL_TOOL;
	if (!name || text[strcspn(text, ":")] != ':')
		return reader_fail(reader, line->number, M_EXPECT_COLON, text);
	if (!tool)
		return reader_fail(reader, line->number, M_EXPECT_NO_TOOL, name);
	item->runs = pool_alloc(reader->pool, sizeof *item->runs);
	item->runs->run = tool;
	if (*at && text_starts(at, "function ")) {
		at = text_skip_blanks(at + strlen("function"));
		item->function = reader_word(reader, &at);
	}
	if (*at)
		return reader_fail(reader, line->number, M_EXPECT_TOOL_SECTION, at);
	return read_patterns(reader, line, item);
}

/* --- lines that are statements -------------------------------------------------------- */

static int read_statement(struct expect_reader *reader, const struct source_line *line,
	struct item *item, struct statement ***last)
{
	struct statement *statement = statement_parse(
		reader->pool, reader_uncommented(reader, line->text), reader->err);

	if (!statement)
		return reader_fail_at(reader, line->number);
	if (item->kind == ITEM_ELF && statement_is_of_map(statement))
		return reader_fail(reader, line->number, M_EXPECT_MAP, line->text);
	statement->line = line->number;
	**last = statement;
	*last = &statement->next;
	reader->at++;
	return reader_notes(reader, line->indent, &statement->notes, item);
}

static int read_statements(
	struct expect_reader *reader, const struct source_line *header, struct item *item)
{
	struct statement **last = &item->statements;
	const struct source_line *first = reader_peek(reader);
	const struct source_line *line;
	int failed;

	while ((line = next_line(reader, header, first, &failed)))
		if (read_statement(reader, line, item, &last) != 0)
			return -1;
	if (failed)
		return -1;
	return item->statements
		? 0
		: reader_fail(reader, header->number, M_EXPECT_EMPTY, header->text);
}

/* The order in which a run's pauses are named first is the order in which they come. */
static void remember_pause(
	struct expect_reader *reader, struct run_spec *run, const char *name)
{
	struct word **last = &run->pauses;

	if (run_pause_number(run, name))
		return;
	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->text = name;
}

static int refuse_untraced(struct expect_reader *reader, const struct source_line *line,
	const struct item *item)
{
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (at->run->perf_stat)
			return reader_fail(
				reader, line->number, M_EXPECT_NO_PAUSE, at->run->name);
	return 0;
}

/* "pause NAME RUN...:" */
int reader_pause(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *text = heading->rest;
	size_t length = strcspn(text, " \t:");
	const char *at = text_skip_blanks(text + length);

	item->kind = ITEM_PAUSE;
	item->pause = pool_copy(reader->pool, text, length);
	if (!reader_is_name(item->pause))
		return reader_fail(reader, line->number, M_EXPECT_PAUSE, line->text);
	if (reader_runs(reader, line->number, &at, &item->runs, NULL) != 0 ||
		refuse_untraced(reader, line, item) != 0)
		return -1;
	if (*at)
		return reader_fail(reader, line->number, M_EXPECT_END, at);
	for (const struct run_list *runs = item->runs; runs; runs = runs->next)
		remember_pause(
			reader, reader_find_run(reader, runs->run->name), item->pause);
	return read_statements(reader, line, item);
}

/* "pauses RUN...: N" */
int reader_pauses(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *at = heading->rest;
	number count;
	bool hex;
	size_t used;

	item->kind = ITEM_PAUSES;
	if (reader_runs(reader, line->number, &at, &item->runs, NULL) != 0 ||
		refuse_untraced(reader, line, item) != 0)
		return -1;
	used = number_read(at, strlen(at), &count, &hex);
	if (!used || at[used] || count < 0 || count > MOST_PAUSES)
		return reader_fail(reader, line->number, M_EXPECT_PAUSES, MOST_PAUSES, at);
	item->pauses = (int)count;
	for (const struct run_list *runs = item->runs; runs; runs = runs->next)
		runs->run->pauses_counted = true;
	return reader_notes(reader, line->indent, &item->notes, item);
}

static int add_build(struct expect_reader *reader, const struct source_line *line,
	struct build_list ***last, const struct build_spec *build, const char *name)
{
	if (!build)
		return reader_fail(reader, line->number, M_EXPECT_NO_BUILD, name);
	**last = pool_alloc(reader->pool, sizeof ***last);
	(**last)->build = build;
	*last = &(**last)->next;
	return 0;
}

/* "elf BUILD...:" */
int reader_elf(struct expect_reader *reader, const struct heading *heading)
{
	const struct source_line *line = heading->line;
	struct item *item = heading->item;
	const char *text = heading->rest;
	const char *at = pool_copy(reader->pool, text, strcspn(text, ":"));
	const struct build_spec *only = reader->expect->builds;
	struct build_list **last = &item->builds;
	const char *name;

	item->kind = ITEM_ELF;
	if (text[strcspn(text, ":")] != ':' || text[strcspn(text, ":") + 1])
		return reader_fail(reader, line->number, M_EXPECT_COLON, text);
	while (*at && (name = reader_word(reader, &at)))
		if (add_build(reader, line, &last, expect_find_build(reader->expect, name),
			    name) != 0)
			return -1;
	if (!item->builds && (!only || only->next))
		return reader_fail(reader, line->number, "%s", M_EXPECT_WHICH_BUILD);
	if (!item->builds && add_build(reader, line, &last, only, "") != 0)
		return -1;
	return read_statements(reader, line, item);
}
